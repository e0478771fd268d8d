import type { Context } from "aws-lambda";
import { expect, test } from "vitest";
import { scheduleHandler } from "./schedule.ts";

const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 42 } as Context;

function createLog() {
  const logged: unknown[][] = [];
  const record = (...line: unknown[]) => void logged.push(line);
  return { logged, log: { info: record, warn: record, error: record } };
}

test("the work gets the deadline, and its outcome is returned and logged", async () => {
  const { log, logged } = createLog();
  let flushed = 0;
  const metrics = { add: () => {}, flush: () => void flushed++ };
  const handler = scheduleHandler(async (d) => ({ published: d.remainingMs() }), { log, metrics });
  expect(await handler({}, context)).toEqual({ published: 42 });
  expect(logged).toEqual([["run", { requestId: "r1", published: 42 }]]);
  expect(flushed).toBe(1);
});

test("an error of the work is logged and fails the invocation", async () => {
  const { log, logged } = createLog();
  const thrown = new Error("broken");
  const metrics = { add: () => {}, flush: () => {} };
  const handler = scheduleHandler(() => Promise.reject(thrown), { log, metrics });
  await expect(handler({}, context)).rejects.toBe(thrown);
  expect(logged).toEqual([["run", { requestId: "r1" }, thrown]]);
});
