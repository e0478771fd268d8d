import { expect, test } from "vitest";
import { evaluateExpression, type Operand } from "./evaluate-expression.ts";

const ids = new Map<string, Operand>([
  [
    "errors",
    new Map([
      [0, 1],
      [60, 4],
    ]),
  ],
  [
    "all",
    new Map([
      [0, 10],
      [60, 0],
      [120, 5],
    ]),
  ],
]);

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
test.each<[string, Operand | readonly (readonly [number, number])[]]>([
  ["1 + 2 * 3", 7],
  ["(1 + 2) * 3", 9],
  ["10 - 4 - 3", 3],
  ["-2 * 1.5e1", -30],
  [
    "errors * 2",
    [
      [0, 2],
      [60, 8],
    ],
  ],
  ["100 * errors / all", [[0, 10]]],
  [
    "all - FILL(errors, 0)",
    [
      [0, 9],
      [60, -4],
      [120, 5],
    ],
  ],
])("%s is computed", (expression, expected) => {
  const value = evaluateExpression(expression, ids);
  expect(value instanceof Map ? [...value] : value).toEqual(expected);
});

test.each([
  "errors + unknown",
  "SEARCH('{AWS/Lambda} Errors', 'Sum')",
  "RATE(errors)",
  "IF(errors > 2, errors, 0)",
  "errors +",
  "(errors",
  "errors errors",
  "FILL(errors, REPEAT)",
  "",
])('"%s" is not computed here', (expression) => {
  expect(evaluateExpression(expression, ids)).toBeUndefined();
});
