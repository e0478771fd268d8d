import { planOf } from "@stagecraft/plan/testing/plan-of";
import { expect, test } from "vitest";
import { callOperation } from "../../testing/call-operation.ts";
import { base64, openTestKinesis } from "../kinesis/testing/open-test-kinesis.ts";
import { streamOf } from "../kinesis/testing/stream-of.ts";
import { createMeter } from "./meter.ts";
import { meterKinesis } from "./meter-kinesis.ts";

// https://aws.amazon.com/kinesis/data-streams/pricing/: each record is rounded up by itself, to 25 KB or, on demand, to 1 KB.
test.each<[string, readonly number[], number, number]>([
  ["a small record is a unit", [100], 1, 1],
  ["two small records of one call are two units", [100, 100], 2, 2],
  ["a record of 26 KB is two units", [26 * 1_024], 2, 26],
])("%s", async (_what, sizesBytes, units, writtenKb) => {
  const meter = createMeter(planOf());
  const operations = meterKinesis(
    openTestKinesis([streamOf("changes")]).kinesis().operations,
    meter,
  );
  await callOperation(operations, "PutRecords", {
    StreamName: "changes",
    Records: sizesBytes.map((size) => ({ Data: base64("x".repeat(size)), PartitionKey: "key" })),
  });
  expect(meter.uses().map(({ unit, amount }) => [unit, amount])).toEqual([
    ["kinesis-put-units", units],
    ["kinesis-written-kb", writtenKb],
  ]);
});

test("reads of a provisioned stream are free", async () => {
  const meter = createMeter(planOf());
  const stream = openTestKinesis([streamOf("changes")]);
  const operations = meterKinesis(stream.kinesis().operations, meter);
  const ShardIterator = await stream.iterator("changes", { ShardIteratorType: "TRIM_HORIZON" });
  await callOperation(operations, "GetRecords", { ShardIterator });
  expect(meter.uses()).toEqual([]);
});
