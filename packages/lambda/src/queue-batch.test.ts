import { Fault } from "@stagecraft/contracts/fault";
import type { SQSRecord } from "aws-lambda";
import { expect, test } from "vitest";
import { queueBatchHandler } from "./queue-batch.ts";
import { batchesOf } from "./testing/batches-of.ts";

const createBatch = batchesOf(
  queueBatchHandler<number>,
  (messageId, body) => ({ messageId, body }) as SQSRecord,
);

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
test("messages that cannot be read fail alone, each with its reason in the log", async () => {
  const { deliver, logged } = createBatch(async () => []);
  expect(await deliver("1", "{", '"poison"')).toEqual(["1", "2"]);
  expect(logged).toEqual([
    ["warn", "message", { messageId: "1", reason: "invalid-json" }],
    [
      "warn",
      "message",
      { messageId: "2", reason: "invalid-message", schema: "number/7", paths: ["data"] },
    ],
    ["info", "batch", { requestId: "r1", records: 3, failed: 2 }],
  ]);
});

test("items that the handler returns fail", async () => {
  const { deliver } = createBatch(async (items) =>
    items.filter(({ value }) => value > 1).map((item) => ({ ...item, reason: "too-large" })),
  );
  expect(await deliver("1", "2", "3")).toEqual(["1", "2"]);
});

test("a fault fails every message that was read, each with its own log line", async () => {
  const fault = new Fault("database.unreachable", { retry: true });
  const { deliver, logged } = createBatch(() => Promise.reject(fault));
  expect(await deliver("1", "2")).toEqual(["0", "1"]);
  expect(logged.slice(0, 3)).toMatchObject([
    ["error", "messages", { reason: fault.code, failed: 2 }, fault],
    ["warn", "message", { messageId: "0", reason: fault.code }],
    ["warn", "message", { messageId: "1", reason: fault.code }],
  ]);
});

test("a batch without readable messages does not reach the handler", async () => {
  const { deliver } = createBatch(() => Promise.reject(new Error("must not be called")));
  expect(await deliver("{")).toEqual(["0"]);
});
