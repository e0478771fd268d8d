import { Fault } from "@stagecraft/contracts/fault";
import type { Parsed } from "@stagecraft/contracts/parse";
import { expect, test } from "vitest";
import { workflowTaskHandler } from "./workflow-task.ts";

const input = { orderId: "ord_1" };

function createTask(work: () => Promise<{ outcome: string }>) {
  const logged: unknown[][] = [];
  const record = (...line: unknown[]) => void logged.push(line);
  let flushed = 0;
  const handler = workflowTaskHandler({
    parse: (event): Parsed<typeof input> =>
      event === input
        ? { ok: true, value: input }
        : { ok: false, errors: [{ path: "orderId", message: "secret" }] },
    work,
    log: { info: record, warn: record, error: record },
    metrics: { add: () => {}, flush: () => void flushed++ },
  });
  return { handler, logged, flushes: () => flushed };
}

test("what the task returns is the result, and its outcome is logged", async () => {
  const task = createTask(async () => ({ outcome: "reserved" }));
  expect(await task.handler(input)).toEqual({ outcome: "reserved" });
  expect(task.logged).toEqual([["task", { orderId: "ord_1", reason: "reserved" }]]);
  expect(task.flushes()).toBe(1);
});

// Lambda takes the error type from the name: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-exceptions.html
test.each([
  [new Fault("payment.unreachable", { retry: true }), "payment.unreachable"],
  [new Fault("database.40001", { retry: true }), "task.passing"],
  [new Fault("database.23514", { retry: false }), "task.lasting"],
  [new TypeError("secret"), "task.lasting"],
])("%s is named so that the definition can match it", async (thrown, name) => {
  const { handler, logged } = createTask(() => Promise.reject(thrown));
  const error = await handler(input).catch((caught) => caught);
  expect(error).toMatchObject({ name });
  expect(error.message).not.toContain("secret");
  expect(logged).toEqual([["task", { orderId: "ord_1", reason: name }, thrown]]);
});

test("input that cannot be read never reaches the task", async () => {
  const { handler, logged } = createTask(() => Promise.reject(new Error("must not be called")));
  await expect(handler({})).rejects.toMatchObject({
    name: "task.lasting",
    message: "task.invalid-input",
  });
  expect(logged).toMatchObject([["task", { paths: ["orderId"] }, { code: "task.invalid-input" }]]);
});
