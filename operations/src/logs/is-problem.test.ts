import { expect, test } from "vitest";
import { isProblem } from "./is-problem.ts";

test.each([
  [{ level: "ERROR", message: "task" }, true],
  [{ level: "WARN", message: "message" }, true],
  [{ level: "INFO", message: "message" }, false],
  [{ _aws: {}, BatchItemFailed: 1 }, false],
  [{ type: "platform.report", record: { status: "success" } }, false],
  [{ type: "platform.report", record: { status: "timeout" } }, true],
  [{ type: "platform.start", record: {} }, false],
  ["2026-03-01T12:00:01.234Z\tr\tERROR\tlate", true],
  ["2026-03-01T12:00:01.234Z\tr\tINFO\tlate", false],
  ["an ERROR in plain text", false],
])("%j: %s", (line, expected) => {
  expect(isProblem(typeof line === "string" ? line : JSON.stringify(line))).toBe(expected);
});
