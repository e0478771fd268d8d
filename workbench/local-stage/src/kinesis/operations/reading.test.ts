import { expect, test } from "vitest";
import { base64, firstShardId, openTestKinesis, textOf } from "../testing/open-test-kinesis.ts";
import { streamArnOf, streamOf } from "../testing/stream-of.ts";

const trimHorizon = { ShardIteratorType: "TRIM_HORIZON" };

/** a, b and c, a second apart, and their sequence numbers. */
async function withThree() {
  const stage = openTestKinesis([streamOf("sales"), streamOf("other", { shardCount: 2 })]);
  const numbers: string[] = [];
  for (const body of ["a", "b", "c"]) {
    numbers.push((await stage.put("sales", body)).SequenceNumber);
    stage.clock.advance(1_000);
  }
  return { ...stage, numbers };
}

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetShardIterator.html
test("every type of iterator begins where it says", async () => {
  const stage = await withThree();
  const [, second] = stage.numbers;
  const at = (type: string, more: object = {}) =>
    stage.read("sales", { ShardIteratorType: type, ...more });
  expect(await at("TRIM_HORIZON")).toEqual(["a", "b", "c"]);
  expect(await at("LATEST")).toEqual([]);
  expect(await at("AT_SEQUENCE_NUMBER", { StartingSequenceNumber: second })).toEqual(["b", "c"]);
  expect(await at("AFTER_SEQUENCE_NUMBER", { StartingSequenceNumber: second })).toEqual(["c"]);
  const Timestamp = (stage.clock.nowMs() - 1_500) / 1_000;
  expect(await at("AT_TIMESTAMP", { Timestamp })).toEqual(["c"]);
});

test("an iterator at LATEST gets later records", async () => {
  const stage = await withThree();
  const ShardIterator = await stage.iterator("sales", { ShardIteratorType: "LATEST" });
  await stage.put("sales", "d");
  const { Records } = await stage.call("GetRecords", { ShardIterator });
  expect(Records.map(({ Data }: { Data: string }) => textOf(Data))).toEqual(["d"]);
});

test.each([
  ["an unknown type", { ShardIteratorType: "OLDEST" }, "ValidationException"],
  ["no type", {}, "ValidationException"],
  ["no number", { ShardIteratorType: "AT_SEQUENCE_NUMBER" }, "ValidationException"],
  [
    "a number that is none",
    { ShardIteratorType: "AT_SEQUENCE_NUMBER", StartingSequenceNumber: "1" },
    "InvalidArgumentException",
  ],
  ["no time", { ShardIteratorType: "AT_TIMESTAMP" }, "InvalidArgumentException"],
  [
    "a time to come",
    { ShardIteratorType: "AT_TIMESTAMP", Timestamp: 4e9 },
    "InvalidArgumentException",
  ],
  [
    "a shard that is not there",
    { ...trimHorizon, ShardId: "shardId-9" },
    "ResourceNotFoundException",
  ],
])("an iterator with %s is refused", async (_, input, code) => {
  const stage = openTestKinesis([streamOf("sales")]);
  await expect(stage.iterator("sales", input)).rejects.toMatchObject({ code });
});

test("a number of another shard or another stream is refused in AWS's words", async () => {
  const stage = await withThree();
  const input = { ShardIteratorType: "AT_SEQUENCE_NUMBER" };
  const high = { PartitionKey: "k", Data: "", ExplicitHashKey: String((1n << 128n) - 1n) };
  const { SequenceNumber } = await stage.call("PutRecord", { StreamName: "other", ...high });
  await expect(
    stage.iterator("other", { ...input, StartingSequenceNumber: SequenceNumber }),
  ).rejects.toThrow(
    "Invalid StartingSequenceNumber. It encodes shardId-000000000001, while it was used in a call to shardId-000000000000",
  );
  const younger = openTestKinesis([streamOf("sales")], stage.clock);
  await expect(
    younger.iterator("sales", { ...input, StartingSequenceNumber: stage.numbers[0] }),
  ).rejects.toThrow(/did not come from this stream/);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
test("a read returns the records, the next iterator, and the lag", async () => {
  const stage = await withThree();
  const ShardIterator = await stage.iterator("sales", trimHorizon);
  const first = await stage.call("GetRecords", { ShardIterator, Limit: 2 });
  expect(first).toEqual({
    Records: [
      {
        SequenceNumber: stage.numbers[0],
        PartitionKey: "key",
        Data: base64("a"),
        ApproximateArrivalTimestamp: Date.UTC(2026, 0, 5) / 1_000,
      },
      expect.objectContaining({ SequenceNumber: stage.numbers[1] }),
    ],
    NextShardIterator: expect.any(String),
    MillisBehindLatest: 2_000,
  });
  const second = await stage.call("GetRecords", { ShardIterator: first.NextShardIterator });
  expect(second.Records).toHaveLength(1);
  expect(second.MillisBehindLatest).toBe(0);
});

test("an iterator is valid for five minutes", async () => {
  const stage = await withThree();
  const ShardIterator = await stage.iterator("sales", trimHorizon);
  stage.clock.advance(300_000);
  await stage.call("GetRecords", { ShardIterator });
  stage.clock.advance(1);
  await expect(stage.call("GetRecords", { ShardIterator })).rejects.toMatchObject({
    code: "ExpiredIteratorException",
    message:
      "Iterator expired. The iterator was created at time Mon Jan 05 00:00:03 UTC 2026 while right now it is Mon Jan 05 00:05:03 UTC 2026 which is further in the future than the tolerated delay of 300000 milliseconds.",
  });
});

test.each([
  ["an iterator that is none", { ShardIterator: "nonsense" }, "InvalidArgumentException"],
  ["a limit over 10,000", { Limit: 10_001 }, "InvalidArgumentException"],
  ["a limit of none", { Limit: 0 }, "ValidationException"],
  ["the ARN of another stream", { StreamARN: streamArnOf("other") }, "InvalidArgumentException"],
])("a read with %s is refused", async (_, changes, code) => {
  const stage = await withThree();
  const ShardIterator = await stage.iterator("sales", trimHorizon);
  await expect(stage.call("GetRecords", { ShardIterator, ...changes })).rejects.toMatchObject({
    code,
  });
});

test("IAM is asked for the stream that the iterator is of", async () => {
  const stage = await withThree();
  const ShardIterator = await stage.iterator("sales", trimHorizon);
  expect(stage.kinesis().operations.GetRecords?.permissions({ ShardIterator })).toEqual([
    { action: "kinesis:GetRecords", resource: streamArnOf("sales") },
  ]);
});

test("a read gives at most 10 MiB, and then none for five seconds", async () => {
  const stage = openTestKinesis([streamOf("sales")]);
  for (let count = 0; count < 12; count += 1) {
    await stage.put("sales", "x".repeat(1_000_000));
    stage.clock.advance(1_000);
  }
  const ShardIterator = await stage.iterator("sales", trimHorizon);
  const { Records, NextShardIterator } = await stage.call("GetRecords", { ShardIterator });
  expect(Records).toHaveLength(10);
  const again = () => stage.call("GetRecords", { ShardIterator: NextShardIterator });
  await expect(again()).rejects.toMatchObject({ code: "ProvisionedThroughputExceededException" });
  stage.clock.advance(5_000);
  expect((await again()).Records).toHaveLength(2);
});

test("the sixth read of a second is refused", async () => {
  const stage = await withThree();
  const ShardIterator = await stage.iterator("sales", trimHorizon);
  for (let read = 0; read < 5; read += 1) await stage.call("GetRecords", { ShardIterator });
  await expect(stage.call("GetRecords", { ShardIterator })).rejects.toMatchObject({
    code: "ProvisionedThroughputExceededException",
  });
});

// https://docs.aws.amazon.com/streams/latest/dev/kinesis-extended-retention.html
test("a record cannot be read after the retention period", async () => {
  const stage = await withThree();
  stage.clock.advance(24 * 3_600_000 - 2_000);
  expect(await stage.read("sales", trimHorizon)).toEqual(["c"]);
  await stage.put("sales", "d");
  stage.clock.advance(2_000);
  expect(await stage.read("sales", trimHorizon)).toEqual(["d"]);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStream.html
test("a stream is described with its shards", async () => {
  const stage = openTestKinesis([streamOf("sales", { shardCount: 3, retentionHours: 48 })]);
  const { StreamDescription } = await stage.call("DescribeStream", {
    StreamName: "sales",
    Limit: 2,
  });
  expect(StreamDescription).toMatchObject({
    StreamARN: streamArnOf("sales"),
    StreamStatus: "ACTIVE",
    StreamModeDetails: { StreamMode: "PROVISIONED" },
    HasMoreShards: true,
    RetentionPeriodHours: 48,
    EncryptionType: "NONE",
    StreamCreationTimestamp: Date.UTC(2026, 0, 5) / 1_000,
    Shards: [
      {
        ShardId: firstShardId,
        HashKeyRange: { StartingHashKey: "0" },
        SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^\d{56}$/) },
      },
      { ShardId: "shardId-000000000001" },
    ],
  });
  const rest = await stage.call("DescribeStream", {
    StreamName: "sales",
    ExclusiveStartShardId: "shardId-000000000001",
  });
  expect(rest.StreamDescription).toMatchObject({ HasMoreShards: false, Shards: [{}] });
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html
test("a stream's summary has no shards but their number", async () => {
  const stage = openTestKinesis([streamOf("sales", { mode: "ON_DEMAND", shardCount: 4 })]);
  const answer = await stage.call("DescribeStreamSummary", { StreamARN: streamArnOf("sales") });
  expect(answer.StreamDescriptionSummary).toMatchObject({
    OpenShardCount: 4,
    StreamModeDetails: { StreamMode: "ON_DEMAND" },
    MaxRecordSizeInKiB: 1_024,
  });
  expect(answer.StreamDescriptionSummary).not.toHaveProperty("Shards");
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListShards.html
test("shards are listed in pages, and a token lives five minutes", async () => {
  const stage = openTestKinesis([streamOf("sales", { shardCount: 3 })]);
  const first = await stage.call("ListShards", { StreamName: "sales", MaxResults: 2 });
  expect(first.Shards).toHaveLength(2);
  const second = await stage.call("ListShards", { NextToken: first.NextToken });
  expect(second).toMatchObject({ Shards: [{ ShardId: "shardId-000000000002" }] });
  expect(second).not.toHaveProperty("NextToken");
  await expect(
    stage.call("ListShards", { NextToken: first.NextToken, StreamName: "sales" }),
  ).rejects.toMatchObject({ code: "InvalidArgumentException" });
  stage.clock.advance(300_001);
  await expect(stage.call("ListShards", { NextToken: first.NextToken })).rejects.toMatchObject({
    code: "ExpiredNextTokenException",
  });
});

test.each([
  [{ Type: "AFTER_SHARD_ID", ShardId: firstShardId }, 2],
  [{ Type: "AT_LATEST" }, 3],
  [{ Type: "FROM_TRIM_HORIZON" }, 3],
  [{ Type: "AT_TIMESTAMP", Timestamp: 1_700_000_000 }, 3],
])("shards pass the filter %j", async (ShardFilter, count) => {
  const stage = openTestKinesis([streamOf("sales", { shardCount: 3 })]);
  const { Shards } = await stage.call("ListShards", { StreamName: "sales", ShardFilter });
  expect(Shards).toHaveLength(count);
});

// https://docs.aws.amazon.com/kinesis/latest/APIReference/API_ListStreams.html
test("streams are listed by name in pages", async () => {
  const stage = openTestKinesis([streamOf("c"), streamOf("a"), streamOf("b")]);
  const first = await stage.call("ListStreams", { Limit: 2 });
  expect(first).toMatchObject({
    StreamNames: ["a", "b"],
    HasMoreStreams: true,
    StreamSummaries: [{ StreamARN: streamArnOf("a") }, {}],
  });
  const second = await stage.call("ListStreams", { NextToken: first.NextToken });
  expect(second).toMatchObject({ StreamNames: ["c"], HasMoreStreams: false });
  expect((await stage.call("ListStreams", { ExclusiveStartStreamName: "a" })).StreamNames).toEqual([
    "b",
    "c",
  ]);
});

test("records, numbers and iterators survive a restart", async () => {
  const stage = await withThree();
  const ShardIterator = await stage.iterator("sales", trimHorizon);
  stage.restart();
  expect((await stage.call("GetRecords", { ShardIterator })).Records).toHaveLength(3);
  const { SequenceNumber } = await stage.put("sales", "d");
  expect(BigInt(SequenceNumber)).toBeGreaterThan(BigInt(stage.numbers[2] ?? 0));
});

test("another number of shards is refused with what to do", async () => {
  const stage = openTestKinesis([streamOf("sales")]);
  expect(() => stage.restart([streamOf("sales", { shardCount: 2 })])).toThrow(
    /Stream sales has 1 shards in this state and 2 in the program.*--fresh/,
  );
});
