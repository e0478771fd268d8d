import type { Context } from "aws-lambda";
import { expect, test } from "vitest";
import { scheduleHandler } from "./schedule.ts";
import { fakeTelemetry } from "./testing/fake-telemetry.ts";

const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 42 } as Context;

test("the work gets the deadline, and its outcome is returned and logged", async () => {
  const { logged, flushes, ...telemetry } = fakeTelemetry();
  const handler = scheduleHandler(async (d) => ({ published: d.remainingMs() }), telemetry);
  expect(await handler({}, context)).toEqual({ published: 42 });
  expect(logged).toEqual([["info", "run", { requestId: "r1", coldStart: true, published: 42 }]]);
  expect(flushes()).toBe(1);
});

test("an error of the work is logged and fails the invocation", async () => {
  const { logged, ...telemetry } = fakeTelemetry();
  const thrown = new Error("broken");
  const handler = scheduleHandler(() => Promise.reject(thrown), telemetry);
  await expect(handler({}, context)).rejects.toBe(thrown);
  expect(logged).toEqual([["error", "run", { requestId: "r1", coldStart: true }, thrown]]);
});
