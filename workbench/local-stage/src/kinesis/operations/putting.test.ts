import { expect, test } from "vitest";
import { base64, openTestKinesis } from "../testing/open-test-kinesis.ts";
import { streamArnOf, streamOf } from "../testing/stream-of.ts";

const half = "85070591730234615865843651857942052864";

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html
test("a put answers with the shard and a sequence number that grows", async () => {
  const stage = openTestKinesis([streamOf("sales")]);
  const first = await stage.put("sales", "a");
  expect(first).toEqual({
    ShardId: "shardId-000000000000",
    SequenceNumber: expect.stringMatching(/^\d{56}$/),
  });
  const second = await stage.put("sales", "b");
  expect(BigInt(second.SequenceNumber)).toBeGreaterThan(BigInt(first.SequenceNumber));
});

test("the same key always goes to the same shard, and an explicit hash key chooses another", async () => {
  const stage = openTestKinesis([streamOf("sales", { shardCount: 4 })]);
  const shards = new Set<string>();
  for (const body of ["a", "b", "c"]) {
    shards.add((await stage.put("sales", body, "order-1")).ShardId);
  }
  expect(shards.size).toBe(1);
  const chosen = { StreamName: "sales", Data: "", PartitionKey: "order-1", ExplicitHashKey: half };
  expect((await stage.call("PutRecord", chosen)).ShardId).toBe("shardId-000000000001");
});

test("a stream can be named by its ARN, or by ARN and name, but not by those of two streams", async () => {
  const stage = openTestKinesis([streamOf("sales")]);
  const record = { Data: "", PartitionKey: "k" };
  const StreamARN = streamArnOf("sales");
  await stage.call("PutRecord", { ...record, StreamARN });
  await stage.call("PutRecord", { ...record, StreamARN, StreamName: "sales" });
  await expect(
    stage.call("PutRecord", { ...record, StreamARN, StreamName: "other" }),
  ).rejects.toMatchObject({ code: "InvalidArgumentException" });
  await expect(stage.call("PutRecord", record)).rejects.toMatchObject({
    code: "InvalidArgumentException",
  });
});

test("IAM is asked for the operation on the stream's ARN, even of a stream that does not exist", async () => {
  const stage = openTestKinesis([streamOf("sales")]);
  const permissions = stage.kinesis().operations.PutRecords?.permissions({ StreamName: "none" });
  expect(permissions).toEqual([{ action: "kinesis:PutRecords", resource: streamArnOf("none") }]);
  await expect(stage.put("none", "a")).rejects.toMatchObject({
    code: "ResourceNotFoundException",
    message: "Stream none under account 123456789012 not found.",
  });
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html (errors and limits)
test.each([
  ["a key over 256 characters", { PartitionKey: "k".repeat(257) }, "ValidationException"],
  ["no key", { PartitionKey: "" }, "ValidationException"],
  ["no data", { Data: undefined }, "ValidationException"],
  ["data that is no base64", { Data: "a" }, "SerializationException"],
  ["a hash key out of range", { ExplicitHashKey: String(1n << 128n) }, "InvalidArgumentException"],
  ["a hash key that is no number", { ExplicitHashKey: "0x1" }, "InvalidArgumentException"],
  [
    "a previous number that is none",
    { SequenceNumberForOrdering: "5" },
    "InvalidArgumentException",
  ],
  ["a dry run", { DryRun: true }, "NotImplemented"],
])("%s is refused", async (_, changes, code) => {
  const stage = openTestKinesis([streamOf("sales")]);
  const input = { StreamName: "sales", Data: "", PartitionKey: "k", ...changes };
  await expect(stage.call("PutRecord", input)).rejects.toMatchObject({ code });
});

// https://docs.aws.amazon.com/streams/latest/dev/large-records.html
test("a record has at most 1 MiB with its key, or what the stream allows", async () => {
  const stage = openTestKinesis([
    streamOf("sales"),
    streamOf("large", { maximumRecordSizeBytes: 2 * 1_048_576 }),
  ]);
  const data = "x".repeat(1_048_576);
  await expect(stage.put("sales", data)).rejects.toMatchObject({
    code: "InvalidArgumentException",
  });
  await stage.put("large", data);
  await stage.put("sales", data.slice(3));
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
test("only the records that exceed their shard's throughput fail", async () => {
  const stage = openTestKinesis([streamOf("sales", { shardCount: 2 })]);
  const Data = base64("x".repeat(400_000));
  const low = { Data, PartitionKey: "k", ExplicitHashKey: "0" };
  const high = { Data, PartitionKey: "k", ExplicitHashKey: String((1n << 128n) - 1n) };
  const Records = [low, low, low, high];
  const answer = await stage.call("PutRecords", { StreamName: "sales", Records });
  expect(answer).toEqual({
    FailedRecordCount: 1,
    Records: [
      { ShardId: "shardId-000000000000", SequenceNumber: expect.any(String) },
      { ShardId: "shardId-000000000000", SequenceNumber: expect.any(String) },
      {
        ErrorCode: "ProvisionedThroughputExceededException",
        ErrorMessage:
          "Rate exceeded for shard shardId-000000000000 in stream sales under account 123456789012.",
      },
      { ShardId: "shardId-000000000001", SequenceNumber: expect.any(String) },
    ],
  });
});

test("a single put above the throughput is an error", async () => {
  const stage = openTestKinesis([streamOf("sales")]);
  const data = "x".repeat(1_000_000);
  await stage.put("sales", data);
  await expect(stage.put("sales", data)).rejects.toMatchObject({
    code: "ProvisionedThroughputExceededException",
    message:
      "Rate exceeded for shard shardId-000000000000 in stream sales under account 123456789012.",
  });
  stage.clock.advance(1_000);
  await stage.put("sales", data);
});

test("a batch has 1 to 500 records and at most 10 MiB", async () => {
  const stage = openTestKinesis([streamOf("sales")]);
  const putRecords = (count: number, text: string) =>
    stage.call("PutRecords", {
      StreamName: "sales",
      Records: Array.from({ length: count }, () => ({ Data: base64(text), PartitionKey: "k" })),
    });
  await expect(putRecords(0, "")).rejects.toMatchObject({ code: "ValidationException" });
  await expect(putRecords(501, "")).rejects.toMatchObject({ code: "ValidationException" });
  await expect(putRecords(11, "x".repeat(1_000_000))).rejects.toMatchObject({
    code: "InvalidArgumentException",
  });
  expect((await putRecords(500, "a")).FailedRecordCount).toBe(0);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecord.html (EncryptionType)
test("records of an encrypted stream have the encryption type", async () => {
  const stage = openTestKinesis([streamOf("sales", { kmsKeyId: "alias/aws/kinesis" })]);
  expect(await stage.put("sales", "a")).toMatchObject({ EncryptionType: "KMS" });
});
