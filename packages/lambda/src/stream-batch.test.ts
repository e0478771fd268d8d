import { Fault } from "@stagecraft/contracts/fault";
import { expect, test } from "vitest";
import { streamBatchHandler } from "./stream-batch.ts";
import { kinesisRecord } from "./testing/batch-records.ts";
import { batchesOf } from "./testing/batches-of.ts";

const createBatch = batchesOf(streamBatchHandler<number>, kinesisRecord);

// https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-batchfailurereporting.html
test("records that cannot be read fail, and the records behind them are handled", async () => {
  const handled: number[] = [];
  const { deliver, logged } = createBatch({
    async handleAll(items) {
      handled.push(...items.map(({ value }) => value));
      return [];
    },
  });
  expect(await deliver("1", "{", '"poison"', "4")).toEqual(["1", "2"]);
  expect(handled).toEqual([1, 4]);
  expect(logged).toMatchObject([
    ["warn", "record", { sequenceNumber: "1", reason: "invalid-json" }],
    [
      "warn",
      "record",
      { sequenceNumber: "2", reason: "invalid-record", schema: "number/7", paths: ["data"] },
    ],
    ["info", "record", { sequenceNumber: "0", orderId: "order 1" }],
    ["info", "record", { sequenceNumber: "3", orderId: "order 4" }],
    ["info", "batch", { requestId: "r1", records: 4, failed: 2 }],
  ]);
});

test("records that the work returns fail", async () => {
  const { deliver, logged } = createBatch({
    handleAll: async (items) =>
      items.filter(({ value }) => value > 1).map((item) => ({ ...item, reason: "gap" })),
  });
  expect(await deliver("1", "2", "3")).toEqual(["1", "2"]);
  expect(logged.filter(([level]) => level === "warn")).toMatchObject([
    ["warn", "record", { sequenceNumber: "1", orderId: "order 2", reason: "gap" }],
    ["warn", "record", { sequenceNumber: "2", orderId: "order 3", reason: "gap" }],
  ]);
});

test("a fault fails every record that was read, each with the fault in the log", async () => {
  const fault = new Fault("database.unreachable", { retry: true });
  const { deliver, logged } = createBatch({ handleAll: () => Promise.reject(fault) });
  expect(await deliver("1", "2")).toEqual(["0", "1"]);
  expect(logged.slice(0, 2)).toMatchObject([
    ["error", "record", { sequenceNumber: "0", reason: fault.code }, fault],
    ["error", "record", { sequenceNumber: "1", reason: fault.code }, fault],
  ]);
});

test("a batch without readable records does not reach the work", async () => {
  const { deliver } = createBatch({
    handleAll: () => Promise.reject(new Error("must not be called")),
  });
  expect(await deliver("{")).toEqual(["0"]);
});
