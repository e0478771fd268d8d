import { expect, test } from "vitest";
import { compileExpression } from "./expression.ts";

const sum = (terms: number) => Array(terms).fill("1").join("+");
const brackets = (depth: number) => `${"[".repeat(depth)}1${"]".repeat(depth)}`;
const recursion = (depth: number) =>
  `($f := function($n){ $n = 0 ? 0 : 1 + $f($n - 1) }; $f(${depth}))`;
const stackOverflow =
  "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive. Depth=101 max=100";
const memory = "Expression evaluation memory limit exceeded: Check for excessive memory usage";

// Measured on AWS: https://github.com/floci-io/floci/issues/2737 and https://github.com/floci-io/floci/pull/2783
test.each([
  ["a sum of 100", sum(100), 100],
  ["99 stages", `1${" ~> $string".repeat(99)}`, "1"],
  ["99 nested arrays", brackets(99), JSON.parse(brackets(99))],
  ["31 calls inside of each other", recursion(31), 31],
  ["a range of 873,782", "$count([1..873782])", 873_782],
  ["an object of 2,000 fields", "$count($keys([1..2000]{ $string($): $ + 1 }))", 2_000],
])("within the limits: %s", async (_, source, expected) => {
  expect(await compileExpression(source, "Output")({})).toEqual(expected);
});

// The errors: https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
test.each([
  ["a sum of 101", sum(101), stackOverflow],
  ["100 nested arrays", brackets(100), stackOverflow],
  ["100 stages", `1${" ~> $string".repeat(100)}`, stackOverflow],
  ["calls without an end", "($f := function($n){ 1 + $f($n + 1) }; $f(1))", stackOverflow],
  ["a range of 873,783", "$count([1..873783])", memory],
  ["a range of 20 million", "$count([1..20000000])", memory],
  [
    "a tail call without an end",
    "($f := function($n){ $f($n + 1) }; $f(1))",
    "Expression evaluation timeout: ",
  ],
])("over a limit, with AWS's error and wording: %s", async (_, source, words) => {
  const failure = await compileExpression(source, "Output")({}).catch((error: unknown) => error);
  expect(failure).toMatchObject({ error: "States.QueryEvaluationError", location: "Output" });
  expect((failure as Error).message).toContain(
    `specified for the field 'Output' threw an error during evaluation: ${words}`,
  );
});

test("evaluations run one after the other, so that none counts another's time", async () => {
  const calls: string[] = [];
  const call = (name: string) => calls.push(name);
  await Promise.all(
    ["a", "b"].map((name) =>
      compileExpression("$call($name) & $call($name)", "Output")({ call, name }),
    ),
  );
  expect(calls).toEqual(["a", "a", "b", "b"]);
});
