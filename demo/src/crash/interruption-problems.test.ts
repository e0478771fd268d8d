import { expect, test } from "vitest";
import { interruptionProblems } from "./interruption-problems.ts";

const inOrder = { output: "ready\ninterrupted: later\nstopping\n", exitCode: 130, left: [] };

test("a run that says that it was interrupted, and leaves nothing, has no problem", () => {
  expect(interruptionProblems(inOrder)).toEqual([]);
});

test("a run that had balanced before it was interrupted has none either", () => {
  expect(interruptionProblems({ output: "It balances.\n", exitCode: 0, left: [] })).toEqual([]);
});

test("a run that a signal ended before it had begun anything has none either", () => {
  expect(interruptionProblems({ output: "", exitCode: 130, left: [] })).toEqual([]);
});

test.each([
  [{ left: [7] }, "it left processes behind: 7"],
  [{ output: "interrupted\nError\n    at start.ts:1" }, "it printed a stack: at start.ts:1"],
  [{ output: "interrupted\nIt does not balance: 3" }, "it gave a verdict: It does not balance: 3"],
  [{ exitCode: 1 }, "its exit code is 1, not a signal's"],
  [{ output: "stopping\n" }, "it did not say that it was interrupted"],
])("what is wrong is named: %j", (change, problem) => {
  expect(interruptionProblems({ ...inOrder, ...change })).toEqual([problem]);
});
