import { expect, test } from "vitest";
import { evaluateQueries, type MathQuery } from "./evaluate-queries.ts";
import type { MathValue } from "./math-value.ts";
import { idsIn, parseExpression } from "./parse-expression.ts";
import type { TimeSeries } from "./time-series.ts";

const minuteMs = 60_000;

/** A series with a value for each minute from 0 on; undefined is a missing one. */
function seriesOf(values: readonly (number | undefined)[]): TimeSeries {
  const known = values.flatMap((value, index) =>
    value === undefined ? [] : [[index * minuteMs, value] as const],
  );
  return { periodMs: minuteMs, values: new Map(known) };
}

const none = undefined;
const metrics = {
  m1: [1, 2, 3, 4],
  m2: [10, 0, none, 20],
  gap: [none, 2, none, 6],
  flags: [0, 1, 1, 0],
  empty: [none, none, none, none],
} as const;

function evaluate(text: string, others: { readonly [id: string]: string } = {}): MathValue {
  const expressions = Object.entries({ ...others, result: text });
  const queries: readonly MathQuery<readonly (number | undefined)[]>[] = [
    ...Object.entries(metrics).map(([id, metric]) => ({ id, kind: "metric", metric }) as const),
    ...expressions.map(
      ([id, each]) => ({ id, kind: "expression", expression: parseExpression(each) }) as const,
    ),
  ];
  const resultOf = evaluateQueries(queries, {
    grid: { fromMs: 0, toMs: 4 * minuteMs, periodMs: minuteMs },
    seriesOf,
    band: (id, width) => ({
      kind: "band",
      lower: seriesOf([id.length - width]),
      upper: seriesOf([id.length + width]),
    }),
  });
  return resultOf("result");
}

/** The values of a series in its order, with undefined for what is missing. */
function listed({ values }: TimeSeries) {
  return [0, 1, 2, 3].map((minute) => values.get(minute * minuteMs));
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax
test.each<[string, readonly (number | undefined)[]]>([
  ["m1", [1, 2, 3, 4]],
  ["m1 + 1", [2, 3, 4, 5]],
  ["1 - m1", [0, -1, -2, -3]],
  ["-m1", [-1, -2, -3, -4]],
  ["-m1 ^ 2", [-1, -4, -9, -16]],
  ["2 ^ m1", [2, 4, 8, 16]],
  ["m1 * 2 + 3", [5, 7, 9, 11]],
  ["3 + m1 * 2", [5, 7, 9, 11]],
  ["(3 + m1) * 2", [8, 10, 12, 14]],
  ["m1 - 1 - 1", [-1, 0, 1, 2]],
  ["m1 / 2 / 2", [0.25, 0.5, 0.75, 1]],
  ["m1 + m2", [11, 2, none, 24]],
  ["m1 / m2", [0.1, none, none, 0.2]],
  ["100 * m1 / m1", [100, 100, 100, 100]],
  [".5e1 * m1", [5, 10, 15, 20]],
  ["m1 > 2", [0, 0, 1, 1]],
  ["m1 >= 2", [0, 1, 1, 1]],
  ["m1 < m2", [1, 0, none, 1]],
  ["m1 <= 1", [1, 0, 0, 0]],
  ["m1 == 2", [0, 1, 0, 0]],
  ["m1 != 2", [1, 0, 1, 1]],
  ["m1 > 1 AND m1 < 4", [0, 1, 1, 0]],
  ["m1 > 1 && flags", [0, 1, 1, 0]],
  ["m1 == 1 OR m1 == 4", [1, 0, 0, 1]],
  ["m1 == 1 || m1 > 1 AND m1 < 3", [1, 1, 0, 0]],
  ["m1 + 1 > 2", [0, 1, 1, 1]],
  ["ABS(1 - m1)", [0, 1, 2, 3]],
  ["CEIL(m1 / 2)", [1, 1, 2, 2]],
  ["FLOOR(m1 / 2)", [0, 1, 1, 2]],
  ["DIFF(m1)", [none, 1, 1, 1]],
  ["DIFF(m2)", [none, -10, none, 20]],
  ["RATE(m1)", [none, 1 / 60, 1 / 60, 1 / 60]],
  ["RATE(m2)", [none, -10 / 60, none, 20 / 120]],
  ["FILL(m2, 0)", [10, 0, 0, 20]],
  ["FILL(gap, REPEAT)", [none, 2, 2, 6]],
  ["FILL(gap, LINEAR)", [none, 2, 4, 6]],
  ["FILL(gap, m1)", [1, 2, 3, 6]],
  ["FILL(empty, 0)", [0, 0, 0, 0]],
  ["IF(flags, m1, 0)", [0, 2, 3, 0]],
  ["IF(flags, m1)", [none, 2, 3, none]],
  ["IF(m1 > 2, 100, m1)", [1, 2, 100, 100]],
  ["IF(m2 > 5, 1, 0)", [1, 0, none, 1]],
  ["IF(1, m1, m2)", [1, 2, 3, 4]],
  ["IF(0, m1, m2)", [10, 0, none, 20]],
  ["m1 / PERIOD(m1)", [1 / 60, 2 / 60, 3 / 60, 4 / 60]],
  ["SUM([m1, m2])", [11, 2, 3, 24]],
  ["AVG([m1, m2])", [5.5, 1, 3, 12]],
  ["MAX([m1, m2])", [10, 2, 3, 20]],
  ["MIN([m1, m2])", [1, 0, 3, 4]],
  ['SUM(METRICS("m"))', [11, 2, 3, 24]],
  ["MAX(METRICS())", [10, 2, 3, 20]],
  ["SUM(FILL(METRICS(), 0))", [11, 5, 4, 30]],
  ["SUM([m1, m2] * 2)", [22, 4, 6, 48]],
  ["m1 - AVG(m1)", [-1.5, -0.5, 0.5, 1.5]],
  ["m1 * MAX(m2)", [20, 40, 60, 80]],
  ["m1 + MIN(m1) + SUM(m1)", [12, 13, 14, 15]],
  ["m1 + SUM(empty)", [none, none, none, none]],
])("%s is %j", (text, expected) => {
  const value = evaluate(text);
  expect(value.kind === "series" && listed(value.series)).toEqual(expected);
});

test("an aggregate of one series is a number", () => {
  expect(evaluate("SUM(m1) / 2")).toEqual({ kind: "number", value: 5 });
});

test("an expression uses the result of another one", () => {
  const value = evaluate("errors / m1", { errors: "m1 * 2" });
  expect(value.kind === "series" && listed(value.series)).toEqual([2, 2, 2, 2]);
});

test("a band is asked for with the id and the width, 2 by default", () => {
  expect(evaluate("ANOMALY_DETECTION_BAND(flags, 3)")).toEqual({
    kind: "band",
    lower: seriesOf([2]),
    upper: seriesOf([8]),
  });
  expect(evaluate("ANOMALY_DETECTION_BAND(m1)")).toMatchObject({ lower: seriesOf([0]) });
});

test("the ids of an expression are found, and no words or functions", () => {
  expect(idsIn(parseExpression("IF(a > 1, FILL(b, REPEAT), [c, -d])"))).toEqual([
    "a",
    "b",
    "c",
    "d",
  ]);
});

test.each([
  ["m1 +", "it is incomplete"],
  ["m1 + )", "unexpected ) at position 6"],
  ["(m1", "it is incomplete"],
  ["m1 m2", "unexpected m2 at position 4"],
  ["m1 $ 2", 'unexpected "$" at position 4'],
  ["AND m1", "unexpected AND at position 1"],
  ["SUM(m1", "it is incomplete"],
  ["", "it is incomplete"],
  ["m3 + 1", "unknown id m3"],
  ["FILL(m1, OTHER)", "FILL takes a number"],
  ["FILL(m1)", "FILL takes a number"],
  ["DIFF(3)", "DIFF does not take a number as operand 1"],
  ["SUM(3)", "SUM does not take a number as operand 1"],
  ["ABS()", "ABS needs 1 operands or more"],
  ["IF(METRICS(), 1, 0)", "IF does not take an array of time series as operand 1"],
  ["ANOMALY_DETECTION_BAND(m1 + 1)", "takes the id of a metric"],
  ["ANOMALY_DETECTION_BAND(m1) + 1", "the operator + does not take a band"],
  ["[1, m1]", "an array takes time series only"],
])("%s is refused: %s", (text, why) => {
  expect(() => evaluate(text)).toThrow(
    expect.objectContaining({
      code: "InvalidParameterValueException",
      message: expect.stringContaining(why),
    }),
  );
});

test("an expression that refers to itself is refused", () => {
  expect(() => evaluate("other + 1", { other: "result + 1" })).toThrow(
    "it refers to itself through",
  );
});

test.each([
  "STDDEV(m1)",
  "SEARCH('{AWS/SQS,QueueName} x', 'Sum', 60)",
  "RUNNING_SUM(m1)",
  "1 + DATAPOINT_COUNT(m1)",
  "constructor(m1)",
])("%s has a function that is not implemented, and the message names it", (text) => {
  const [, name] = /(\w+)\(/.exec(text) ?? [];
  expect(() => parseExpression(text)).toThrow(
    `not implemented here: the metric math function ${name} in ${text}`,
  );
});

test("a Metrics Insights query is not implemented", () => {
  expect(() => parseExpression('SELECT AVG(Duration) FROM "AWS/Lambda"')).toThrow(
    "not implemented here: the Metrics Insights query SELECT",
  );
});
