import { expect, test } from "vitest";
import { problemsOf, type RunEnd } from "./problems-of.ts";

const end: RunEnd = { output: "totals\n\nIt balances.\n\nstopping\n", exitCode: 0, left: [] };
const orders = { stored: 425, expected: 425 };

test("a run that balances and leaves no process has no problem", () => {
  expect(problemsOf(end, orders)).toEqual([]);
});

test.each<[string, Partial<RunEnd>, Partial<typeof orders>, string[]]>([
  [
    "totals that differ",
    { output: "It does not balance: orders stored.\nstopping\n", exitCode: 1 },
    {},
    ["It does not balance: orders stored.", "its exit code is 1, not 0"],
  ],
  [
    "a run that did not start",
    { output: "reading\nstart: Port 1 is taken\n", exitCode: 1 },
    {},
    ["it ended before the reconciliation: start: Port 1 is taken", "its exit code is 1, not 0"],
  ],
  ["a run that hung", { exitCode: 137 }, {}, ["its exit code is 137, not 0"]],
  ["a refusal by the stage", { exitCode: 1 }, {}, ["its exit code is 1, not 0"]],
  ["a process left behind", { left: [7, 8] }, {}, ["it left processes behind: 7, 8"]],
  ["too many orders", {}, { stored: 426 }, ["426 orders are stored, not 425"]],
])("%s is a problem", (_what, change, changedOrders, problems) => {
  expect(problemsOf({ ...end, ...change }, { ...orders, ...changedOrders })).toEqual(problems);
});
