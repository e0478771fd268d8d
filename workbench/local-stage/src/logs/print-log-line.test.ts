import { expect, test } from "vitest";
import { printLogLine, printOwnLogLine } from "./print-log-line.ts";

const timestampMs = Date.parse("2026-03-01T12:00:01.234Z");

const printed = (line: string | object) =>
  printLogLine({
    functionName: "Worker",
    timestampMs,
    logStream: "s",
    line: typeof line === "string" ? line : JSON.stringify(line),
  });

const frame = "    at place (file:///state/task/bundle.mjs:1:2)";
const timestamp = "2026-03-01T12:00:01.234Z";

const cases: readonly [what: string, line: string | object, text: string | undefined][] = [
  [
    "a structured line is its level, message and own fields",
    { level: "WARN", message: "late", timestamp: "x", service: "Worker", lagMs: 12, paths: ["a"] },
    'WARN  late lagMs=12 paths=["a"]',
  ],
  ["text stays text", "plain words", "plain words"],
  ["what only looks like JSON stays text", "{no json", "{no json"],
  ["half a line of JSON stays text", '{"level":"ERROR","mess', '{"level":"ERROR","mess'],
  ["a list stays text", "[1,2]", "[1,2]"],
  ["null stays text", "null", "null"],
  ["a line without fields has its level", {}, "INFO"],
  [
    "a metric is its values",
    { _aws: { Timestamp: 1 }, service: "Worker", Sorted: 3 },
    "METRIC Sorted=3",
  ],
  ["the start of an invocation is left out", { type: "platform.start", record: {} }, undefined],
  [
    "the report stays",
    { type: "platform.report", record: { status: "success", metrics: { durationMs: 1.5 } } },
    "REPORT durationMs=1.5",
  ],
  [
    "a runtime that failed is named",
    {
      type: "platform.runtimeDone",
      record: { status: "error", errorType: "Runtime.ExitError", metrics: {} },
    },
    "RUNTIMEDONE error Runtime.ExitError",
  ],
  [
    "an init that failed has its phase",
    {
      type: "platform.initReport",
      record: {
        status: "error",
        errorType: "TypeError",
        phase: "init",
        metrics: { durationMs: 9 },
      },
    },
    "INITREPORT error TypeError phase=init durationMs=9",
  ],
  [
    "another record of the platform is its fields",
    { type: "platform.logsDropped", record: { reason: "slow", droppedRecords: 3 } },
    "LOGSDROPPED reason=slow droppedRecords=3",
  ],
  ["a record of the platform may be empty", { type: "platform.report", record: null }, "REPORT"],
  // What Lambda's runtime logs of an error that nobody caught.
  [
    "a message that is an error is its type and message, the stack below",
    {
      timestamp,
      level: "ERROR",
      requestId: "r",
      message: {
        errorType: "TypeError",
        errorMessage: "bad",
        stackTrace: ["TypeError: bad", frame, "    at async handle (node:x:1:2)"],
        code: "E_BAD",
      },
    },
    `ERROR TypeError: bad code=E_BAD requestId=r\n${frame}\n    at async handle (node:x:1:2)`,
  ],
  [
    "an error of several lines has them before its stack",
    {
      level: "ERROR",
      message: { errorType: "Error", errorMessage: "a\nb", stackTrace: ["Error: a", "b", frame] },
    },
    `ERROR Error: a\nb\n${frame}`,
  ],
  [
    "a message that names the error and its stack is not repeated",
    {
      level: "ERROR",
      message: `failed: TypeError: bad\n${frame}`,
      errorType: "TypeError",
      errorMessage: "bad",
      stackTrace: ["TypeError: bad", frame],
    },
    `ERROR failed: TypeError: bad\n${frame}`,
  ],
  [
    "an error among the line's fields follows its message",
    {
      level: "ERROR",
      message: "failed",
      errorType: "TypeError",
      errorMessage: "bad",
      stackTrace: [frame],
    },
    `ERROR failed: TypeError: bad\n${frame}`,
  ],
  // Powertools' logger: https://docs.aws.amazon.com/powertools/typescript/latest/features/logger/#logging-errors
  [
    "a logger's error is not said twice",
    {
      level: "ERROR",
      message: "bad",
      location: "here",
      error: {
        name: "TypeError",
        location: "bundle.mjs:1",
        message: "bad",
        stack: `TypeError: bad\n${frame}`,
      },
    },
    `ERROR TypeError: bad location=here\n${frame}`,
  ],
  [
    "a described fault has its causes below it",
    {
      level: "WARN",
      message: "refused",
      orderId: "ord_1",
      fault: {
        name: "Fault",
        message: "payment.unreachable",
        stack: [frame.trim()],
        cause: { name: "DatabaseError", code: "40001", stack: [frame.trim()] },
      },
    },
    `WARN  refused: Fault: payment.unreachable orderId=ord_1\n${frame}\n  caused by: DatabaseError code=40001\n${frame}`,
  ],
  [
    "errors in a list, and a second one, have lines of their own",
    {
      level: "ERROR",
      message: "both",
      err: { type: "Error", message: "one", stack: "Error: one" },
      errors: [
        { name: "Error", message: "two" },
        { name: "Error", message: "three" },
      ],
    },
    "ERROR both: Error: one\n  errors: Error: two\n  errors: Error: three",
  ],
  [
    "what an unhandled rejection was for is below it",
    {
      level: "ERROR",
      message: {
        errorType: "Error",
        errorMessage: "Error: lost",
        stackTrace: [frame],
        reason: { errorType: "Error", errorMessage: "lost", stackTrace: [frame] },
      },
    },
    `ERROR Error: Error: lost\n${frame}\n  reason: Error: lost\n${frame}`,
  ],
  [
    "a message may be an object",
    { level: "INFO", message: { orderId: "o" } },
    'INFO  {"orderId":"o"}',
  ],
  ["a message may be a list", { level: "INFO", message: ["a", 1] }, 'INFO  ["a",1]'],
  ["a message may be null", { level: "WARN", message: null }, "WARN  null"],
  ["a message may be a number", { level: 30, msg: 7 }, "30    7"],
  [
    "a field of several lines stays on one",
    { level: "INFO", message: "read", text: "a\nb" },
    'INFO  read text="a\\nb"',
  ],
  [
    "a message of several lines has its fields on the first",
    { level: "INFO", message: "a\nb", orderId: "o" },
    "INFO  a orderId=o\nb",
  ],
  [
    "an error whose stack is no stack is printed all the same",
    { level: "ERROR", message: { errorType: "Error", errorMessage: null, stackTrace: { a: 1 } } },
    "ERROR Error",
  ],
  // https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
  [
    "a text line has its level and message",
    `${timestamp}\tr\tWARN\tlate`,
    "WARN  late requestId=r",
  ],
  [
    "a text line before the first event has no request",
    `${timestamp}\tundefined\tINFO\tx`,
    "INFO  x",
  ],
  [
    "an error that nobody caught is read out of a text line",
    `${timestamp}\tr\tERROR\tInvoke Error \t${JSON.stringify({ errorType: "TypeError", errorMessage: "bad", stack: ["TypeError: bad", frame] })}`,
    `ERROR Invoke Error: TypeError: bad requestId=r\n${frame}`,
  ],
];

test.each(cases)("%s", (_what, line, text) => {
  expect(printed(line)).toBe(text && `12:00:01.234 ${"Worker".padEnd(20)} ${text}`);
});

test("a chain of causes is limited", () => {
  let fault: object = { name: "Error", message: "first" };
  for (let each = 0; each < 1_000; each += 1)
    fault = { name: "Error", message: "next", cause: fault };
  expect(printed({ level: "ERROR", message: "deep", fault })?.split("\n").length).toBeLessThan(20);
});

test("a very long line is printed whole", () => {
  const text = "x".repeat(1_000_000);
  expect(printed({ level: "INFO", message: text })).toContain(text);
  expect(printed(text)).toContain(text);
});

test("a line without a time is printed without one", () => {
  const line = { functionName: "Worker", timestampMs: Number.NaN, logStream: "s", line: "torn" };
  expect(printLogLine(line)).toBe(`--:--:--.--- ${"Worker".padEnd(20)} torn`);
});

test("an empty line has its time, and its function where that is printed", () => {
  const line = { functionName: "Worker", timestampMs: Number.NaN, logStream: "s", line: "" };
  expect(printLogLine(line)).toBe(`--:--:--.--- ${"Worker".padEnd(20)} `);
  expect(printOwnLogLine(line, [])).toBe("--:--:--.--- ");
});
