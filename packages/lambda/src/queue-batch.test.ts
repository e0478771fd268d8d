import { Fault } from "@stagecraft/contracts/fault";
import { parent, recordSpans } from "@stagecraft/observability/testing/record-spans";
import { expect, onTestFinished, test, vi } from "vitest";
import { queueBatchHandler } from "./queue-batch.ts";
import { sqsRecord } from "./testing/batch-records.ts";
import { batchesOf } from "./testing/batches-of.ts";

const createBatch = batchesOf(queueBatchHandler<number>, sqsRecord);
const done = async () => ({ ok: true, fields: { outcome: "done" } }) as const;

// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
test("messages that cannot be read fail alone, each with its reason in the log", async () => {
  const { deliver, logged } = createBatch({ handleEach: done });
  expect(await deliver("1", "{", '"poison"')).toEqual(["1", "2"]);
  const attempt = 1;
  const outcome = "done";
  expect(logged).toEqual([
    ["warn", "message", { messageId: "1", attempt, reason: "invalid-json" }],
    [
      "warn",
      "message",
      { messageId: "2", attempt, reason: "invalid-message", schema: "number/7", paths: ["data"] },
    ],
    ["info", "message", { messageId: "0", attempt, orderId: "order 1", outcome }],
    ["info", "batch", { requestId: "r1", coldStart: true, records: 3, failed: 2 }],
  ]);
});

test("a message whose work throws fails alone, with the error, its order and its attempt in the log", async () => {
  const defect = new TypeError("a defect");
  const { deliver, logged } = createBatch({
    handleEach: ({ value }) => (value === 2 ? Promise.reject(defect) : done()),
  });
  expect(await deliver("1", "2", "3")).toEqual(["1"]);
  const fields = { messageId: "1", attempt: 1, orderId: "order 2", reason: "internal" };
  expect(logged.filter(([level]) => level === "error")).toEqual([
    ["error", "message", expect.objectContaining(fields), defect],
  ]);
});

test("the span of a message that failed has the reason", async () => {
  vi.stubEnv(
    "_X_AMZN_TRACE_ID",
    `Root=1-5759e988-bd862e3fe1be46a994272793;Parent=${parent.spanId};Sampled=1`,
  );
  onTestFinished(() => void vi.unstubAllEnvs());
  const ended = recordSpans();
  const { deliver } = createBatch({
    handleEach: ({ value }) => (value === 2 ? Promise.reject(new TypeError("a defect")) : done()),
  });
  await deliver("{", "2", "3");
  const types = ended.map(({ attributes }) => attributes["error.type"]);
  expect(types.filter(Boolean)).toEqual(["invalid-json", "TypeError"]);
});

test("messages that the work returns fail", async () => {
  const { deliver } = createBatch({
    handleAll: async (items) =>
      items.filter(({ value }) => value > 1).map((item) => ({ ...item, reason: "too-large" })),
  });
  expect(await deliver("1", "2", "3")).toEqual(["1", "2"]);
});

test("a fault of the whole work fails every message that was read, each with its own line", async () => {
  const fault = new Fault("database.unreachable", { retry: true });
  const { deliver, logged } = createBatch({ handleAll: () => Promise.reject(fault) });
  expect(await deliver("1", "2")).toEqual(["0", "1"]);
  expect(logged.slice(0, 2)).toMatchObject([
    ["error", "message", { messageId: "0", orderId: "order 1", reason: fault.code }, fault],
    ["error", "message", { messageId: "1", orderId: "order 2", reason: fault.code }, fault],
  ]);
});

test("a batch without readable messages does not reach the work", async () => {
  const { deliver } = createBatch({
    handleAll: () => Promise.reject(new Error("must not be called")),
  });
  expect(await deliver("{")).toEqual(["0"]);
});
