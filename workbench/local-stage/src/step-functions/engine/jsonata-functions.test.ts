import { expect, test } from "vitest";
import { compileTemplate } from "../definition/template.ts";
import { jsonataFunctions } from "./jsonata-functions.ts";

const functions = jsonataFunctions({ nowMs: () => Date.UTC(2026, 0, 5), random: () => 0.25 });
const evaluate = (source: string) =>
  compileTemplate({ a: [`{% ${source} %}`] }, "Arguments")(functions);

// https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions-provided-by-sfn
// Recorded from AWS: test_array_range, test_array_partition and test_parse of
// https://github.com/localstack/localstack/tree/main/tests/aws/services/stepfunctions/v2/intrinsic_functions
// Measured on AWS: https://github.com/floci-io/floci/issues/2662 and https://github.com/floci-io/floci/pull/2676
test.each([
  ["$partition([0, 1, 2], 2)", [[0, 1], [2]]],
  ["$partition([0, 1, 2], 2.9)", [[0, 1], [2]]],
  ["$partition([0], 5)", [[0]]],
  ["$range(0, 10, 3)", [0, 3, 6, 9]],
  ["$range(0, 6, 2)", [0, 2, 4, 6]],
  ["$range(3, 1, -1)", [3, 2, 1]],
  ["$range(-1.7, 2, 1)", [-1, 0, 1, 2]],
  ["$range(1, 9, 9)", 1],
  ["$count($range(1, 200000, 1))", 200_000],
  ["$hash('input', 'SHA-1')", "140f86aae51ab9e1cda9b4254fe98a74eb54c1a1"],
  ["$hash('a', 'MD5')", "0cc175b9c0f1b6a831c399e269772661"],
  ["$random()", 0.25],
  ["$random(42)", 0.7275636800328681],
  ["$random(42.9)", 0.7275636800328681],
  ["$random(0)", 0.730967787376657],
  ["$parse('-0')", 0],
  ['$parse(\'{"Arg1": 1, "Arg2": []}\')', { Arg1: 1, Arg2: [] }],
  ["$now('[Y]')", "2026"],
])("%s is %j", async (source, expected) => {
  expect(await evaluate(source)).toEqual({ a: [expected] });
});

test("$uuid returns a UUID of version 4", async () => {
  const { a } = (await evaluate("$uuid()")) as { a: string[] };
  expect(a[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test.each([
  ["$partition([1], 0)", "returned nothing (undefined)."],
  ["$partition([], 2)", "returned nothing (undefined)."],
  ["$range(1, 5)", "returned nothing (undefined)."],
  ["$range(1, 5, -1)", "returned nothing (undefined)."],
  ["$range(1, 5, 0)", "returned nothing (undefined)."],
  ["$hash('a')", "returned nothing (undefined)."],
  ["$parse($nothing)", "returned nothing (undefined)."],
  ["$partition([1], -1)", "threw an error during evaluation: "],
  ["$hash('a', 'sha-1')", "threw an error during evaluation: "],
  ["$parse('{')", "threw an error during evaluation: "],
  ["$range('1', 5, 1)", "threw an error during evaluation: "],
  [
    "$range(1, 360146, 1)",
    "threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage",
  ],
  ["$eval('1+1')", "threw an error during evaluation. T1006: Attempted to invoke a non-function"],
])("%s fails: it %s", async (source, words) => {
  const failure = await Promise.resolve(evaluate(source)).catch((error: unknown) => error);
  expect(failure).toMatchObject({
    error: "States.QueryEvaluationError",
    location: "Arguments/a[0]",
  });
  expect((failure as Error).message).toContain(
    `The JSONata expression '${source}' specified for the field 'Arguments/a[0]' ${words}`,
  );
});
