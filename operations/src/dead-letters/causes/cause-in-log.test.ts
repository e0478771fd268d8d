import { expect, test } from "vitest";
import { causeInLog } from "./cause-in-log.ts";

const line = (timestampMs: number, fields: object | string) => ({
  timestampMs,
  line: typeof fields === "string" ? fields : JSON.stringify(fields),
});

test("the cause comes from the last line with an error, the time from the last line", () => {
  const lines = [
    line(3, { level: "INFO", message: "retrying" }),
    line(1, { level: "WARN", reason: "first" }),
    line(2, { level: "WARN", reason: "second", function_request_id: "r", xray_trace_id: "1-a-b" }),
  ];
  expect(causeInLog(lines)).toEqual({
    error: "second",
    requestId: "r",
    traceId: "1-a-b",
    lastMs: 3,
  });
});

test.each([
  [
    { reason: "invalid-message", paths: ["a.b", "c"] },
    { error: "invalid-message", message: "at a.b, c" },
  ],
  [{ fault: { name: "Fault", message: "why" } }, { error: "Fault", message: "why" }],
  [{ error: { name: "TypeError", message: "why" } }, { error: "TypeError", message: "why" }],
  [
    {
      reason: "internal",
      error: { name: "TypeError", message: "why", stack: ["at work (src/work.ts:1:2)"] },
    },
    { error: "TypeError", message: "why", stack: ["    at work (src/work.ts:1:2)"] },
  ],
  [
    { error: { name: "TypeError", message: "why\nand more", stack: "at work (src/work.ts:1:2)" } },
    { error: "TypeError", message: "why\nand more", stack: ["    at work (src/work.ts:1:2)"] },
  ],
  [{ reason: "internal" }, { error: "internal" }],
  [
    { reason: "payment.unreachable", fault: { name: "Fault", message: "payment.unreachable" } },
    { error: "payment.unreachable", message: "payment.unreachable" },
  ],
  [
    { errorType: "Error", errorMessage: "why" },
    { error: "Error", message: "why" },
  ],
  // An uncaught error in Lambda's runtime, as JSON and as text.
  [
    { level: "ERROR", requestId: "r", message: { errorType: "TypeError", errorMessage: "why" } },
    { error: "TypeError", message: "why", requestId: "r" },
  ],
  [
    '2026-03-01T12:00:01.234Z\tr\tERROR\tInvoke Error \t{"errorType":"TypeError","errorMessage":"why"}',
    { error: "TypeError", message: "why", requestId: "r" },
  ],
  // https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
  [
    { type: "platform.report", record: { requestId: "r", errorType: "Sandbox.Timedout" } },
    { error: "Sandbox.Timedout", requestId: "r" },
  ],
])("%j", (fields, cause) => {
  expect(causeInLog([line(1, fields)])).toEqual({ ...cause, lastMs: 1 });
});

test("a log without an error gives only the time", () => {
  expect(causeInLog([line(1, "plain text"), line(2, "{ no json")])).toEqual({ lastMs: 2 });
  expect(causeInLog([])).toBeUndefined();
});
