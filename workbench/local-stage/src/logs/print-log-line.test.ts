import { expect, test } from "vitest";
import { printLogLine } from "./print-log-line.ts";

const timestampMs = Date.parse("2026-03-01T12:00:01.234Z");

const printed = (line: string | object) =>
  printLogLine({
    ...{ functionName: "Worker", timestampMs, logStream: "s" },
    line: typeof line === "string" ? line : JSON.stringify(line),
  });

const cases: readonly [what: string, line: string | object, text: string | undefined][] = [
  [
    "a structured line is its level, message and own fields",
    { level: "WARN", message: "late", timestamp: "x", service: "Worker", lagMs: 12, paths: ["a"] },
    'WARN  late lagMs=12 paths=["a"]',
  ],
  ["text stays text", "plain words", "plain words"],
  ["what only looks like JSON stays text", "{no json", "{no json"],
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
];

test.each(cases)("%s", (_what, line, text) => {
  expect(printed(line)).toBe(text && `12:00:01.234 ${"Worker".padEnd(20)} ${text}`);
});
