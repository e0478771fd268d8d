import { Fault } from "@stagecraft/contracts/fault";
import type { KinesisStreamRecord } from "aws-lambda";
import { expect, test } from "vitest";
import { streamBatchHandler } from "./stream-batch.ts";
import { batchesOf } from "./testing/batches-of.ts";

const createBatch = batchesOf(streamBatchHandler<number>, (sequenceNumber, body) => {
  const data = Buffer.from(body).toString("base64");
  return { kinesis: { sequenceNumber, data } } as KinesisStreamRecord;
});

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
test("records that cannot be read fail, and the records behind them are handled", async () => {
  const handled: number[] = [];
  const { deliver, logged } = createBatch(async (items) => {
    handled.push(...items.map(({ value }) => value));
    return [];
  });
  expect(await deliver("1", "{", '"poison"', "4")).toEqual(["1", "2"]);
  expect(handled).toEqual([1, 4]);
  expect(logged).toEqual([
    ["warn", "record", { sequenceNumber: "1", reason: "invalid-json" }],
    [
      "warn",
      "record",
      { sequenceNumber: "2", reason: "invalid-record", schema: "number/7", paths: ["data"] },
    ],
    ["info", "batch", { requestId: "r1", records: 4, failed: 2 }],
  ]);
});

test("items that the handler returns fail", async () => {
  const { deliver } = createBatch(async (items) =>
    items.filter(({ value }) => value > 1).map((item) => ({ ...item, reason: "gap" })),
  );
  expect(await deliver("1", "2", "3")).toEqual(["1", "2"]);
});

test("a fault fails every record that was read", async () => {
  const fault = new Fault("database.unreachable", { retry: true });
  const { deliver, logged } = createBatch(() => Promise.reject(fault));
  expect(await deliver("1", "2")).toEqual(["0", "1"]);
  expect(logged[0]).toEqual(["error", "records", { reason: fault.code, failed: 2 }, fault]);
});

test("a batch without readable records does not reach the handler", async () => {
  const { deliver } = createBatch(() => Promise.reject(new Error("must not be called")));
  expect(await deliver("{")).toEqual(["0"]);
});
