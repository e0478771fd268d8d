import { expect, test } from "vitest";
import { AwsError } from "../common/aws-error.ts";
import { measureCalls } from "./measure-calls.ts";
import { base64, openTestKinesis } from "./testing/open-test-kinesis.ts";
import { streamOf } from "./testing/stream-of.ts";

const events = { StreamName: "events" };

function open() {
  const stage = openTestKinesis([streamOf("events")]);
  const measure = measureCalls(stage.kinesis().context);
  return {
    stage,
    /** A call as the endpoint makes it. */
    async call(operation: string, input: object) {
      const durationMs = 1;
      try {
        const output = await stage.call(operation, input);
        measure({ operation, input, output, durationMs });
        return output;
      } catch (error) {
        measure({ operation, input, error, durationMs });
        return error;
      }
    },
    measure,
    values: (name: string) => stage.metrics.values(name, events),
  };
}

const record = (data: string) => ({ Data: base64(data), PartitionKey: "key" });

// https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
test("records and bytes are counted for each put", async () => {
  const { stage, call, values } = open();
  await call("PutRecord", { ...events, ...record("abc") });
  await call("PutRecords", { ...events, Records: [record("a"), record("b")] });
  expect(values("IncomingRecords")).toEqual([1, 2]);
  expect(values("IncomingBytes")).toEqual([6, 8]);
  expect(values("PutRecord.Success")).toEqual([1]);
  expect(values("PutRecords.Success")).toEqual([1]);
  expect(values("WriteProvisionedThroughputExceeded")).toEqual([0, 0]);
  expect(stage.metrics.named("IncomingBytes")[0]).toMatchObject({
    namespace: "AWS/Kinesis",
    unit: "Bytes",
  });
});

test("records above a shard's throughput are counted as rejected", async () => {
  const { call, values } = open();
  const large = "x".repeat(600_000);
  await call("PutRecords", { ...events, Records: [record(large), record(large)] });
  await call("PutRecord", { ...events, ...record(large) });
  expect(values("WriteProvisionedThroughputExceeded")).toEqual([1, 1]);
  expect(values("PutRecords.Success")).toEqual([1]);
  expect(values("PutRecord.Success")).toEqual([0]);
  expect(values("IncomingRecords")).toEqual([1]);
});

test("a planned throttle of a whole call rejects all of its records", () => {
  const { measure, values } = open();
  const error = new AwsError("ProvisionedThroughputExceededException", "Rate exceeded");
  const input = { ...events, Records: [record("a"), record("b")] };
  measure({ operation: "PutRecords", input, error, durationMs: 1 });
  expect(values("WriteProvisionedThroughputExceeded")).toEqual([2]);
});

test("reads have the number of records and how far they are behind; throttled ones are counted", async () => {
  const { stage, call, values } = open();
  await call("PutRecords", { ...events, Records: [record("a"), record("b")] });
  stage.clock.advance(5_000);
  const ShardIterator = await stage.iterator("events", { ShardIteratorType: "TRIM_HORIZON" });
  const { NextShardIterator } = await call("GetRecords", { ShardIterator, Limit: 1 });
  await call("GetRecords", { ShardIterator: NextShardIterator });
  for (let read = 0; read < 4; read += 1) await call("GetRecords", { ShardIterator });
  expect(values("GetRecords.Records").slice(0, 2)).toEqual([1, 1]);
  expect(values("GetRecords.IteratorAgeMilliseconds").slice(0, 2)).toEqual([5_000, 0]);
  expect(values("ReadProvisionedThroughputExceeded")).toEqual([0, 0, 0, 0, 0, 1]);
  expect(values("GetRecords.Success")).toEqual([1, 1, 1, 1, 1, 0]);
});

test("a call that names no stream of the stage puts nothing", async () => {
  const { stage, call } = open();
  await call("PutRecord", { StreamName: "other", ...record("a") });
  await call("GetRecords", { ShardIterator: "?" });
  expect(stage.metrics.names()).toEqual([]);
});
