import { expect, test } from "vitest";
import { interruptionProblems } from "./interruption-problems.ts";

const correct = { output: "ready\ninterrupted: later\nstopping\n", exitCode: 130, left: [] };

test("a run that reports the interruption and leaves no process has no problem", () => {
  expect(interruptionProblems(correct)).toEqual([]);
});

test("a run that balanced before the interruption has no problem", () => {
  expect(interruptionProblems({ output: "It balances.\n", exitCode: 0, left: [] })).toEqual([]);
});

test("a run that was interrupted while the program was loading has no problem", () => {
  expect(interruptionProblems({ output: "", exitCode: 130, left: [] })).toEqual([]);
});

test.each([
  [{ left: [7] }, "it left processes behind: 7"],
  [{ output: "interrupted\nError\n    at start.ts:1" }, "it printed a stack: at start.ts:1"],
  [
    { output: "interrupted\nIt does not balance: 3" },
    "it printed a result: It does not balance: 3",
  ],
  [{ exitCode: 1 }, "its exit code is 1, expected more than 128"],
  [{ output: "stopping\n" }, "it did not report the interruption"],
])("a problem is reported: %j", (change, problem) => {
  expect(interruptionProblems({ ...correct, ...change })).toEqual([problem]);
});
