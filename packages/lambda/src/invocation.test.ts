import { expect, test } from "vitest";
import { queueBatchHandler } from "./queue-batch.ts";
import { scheduleHandler } from "./schedule.ts";
import { sqsEvent } from "./testing/batch-records.ts";
import { fakeTelemetry } from "./testing/fake-telemetry.ts";

/** An invocation that is given up after a moment. */
const context = { awsRequestId: "r1", getRemainingTimeInMillis: () => 510 };

test("an invocation that reaches its timeout is logged before Lambda kills it", async () => {
  const work = Promise.withResolvers<{ published: number }>();
  const telemetry = fakeTelemetry(() => work.resolve({ published: 1 }));
  await scheduleHandler(() => work.promise, telemetry)({}, context);
  expect(telemetry.logged).toMatchObject([
    ["error", "run", { requestId: "r1", reason: "out-of-time" }, { name: "OutOfTimeError" }],
    ["info", "run", { published: 1 }],
  ]);
});

test("of a batch that reaches its timeout, the messages under way are logged with their orders", async () => {
  const work = Promise.withResolvers<void>();
  const telemetry = fakeTelemetry((level) => level === "error" && work.resolve());
  const handler = queueBatchHandler(
    {
      parse: (body) => ({ ok: true, value: body as number }),
      about: (value) => ({ fields: { orderId: `order ${value}` } }),
      async handleEach({ value }) {
        if (value === 2) await work.promise;
        return { ok: true, fields: {} };
      },
    },
    telemetry,
  );
  await handler(sqsEvent(1, 2), context);
  const givenUp = telemetry.logged.filter(([level]) => level === "error");
  expect(givenUp).toMatchObject([
    ["error", "batch", { messageId: "message-1", orderId: "order 2", reason: "out-of-time" }, {}],
    ["error", "batch", { requestId: "r1", reason: "out-of-time" }, {}],
  ]);
});

test("spans that were lost at the timeout and at the end count in the next invocation's line, once", async () => {
  const work = Promise.withResolvers<object>();
  const telemetry = fakeTelemetry((level) => level === "error" && work.resolve({}));
  const lost = [2, 3, 0, 0];
  const traces = { flush: async () => lost.shift() ?? 0 };
  const handler = scheduleHandler(() => work.promise, { ...telemetry, traces });
  await handler({}, context);
  await handler({}, context);
  await handler({}, context);
  const runs = telemetry.logged.filter(([level]) => level === "info");
  expect(runs.map(([, , fields]) => (fields as { spansLost?: number }).spansLost)).toEqual([
    undefined,
    5,
    undefined,
  ]);
});
