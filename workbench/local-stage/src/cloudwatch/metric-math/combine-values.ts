import type { BinaryOperator } from "./math-expression.ts";
import { kindNames, type MathValue } from "./math-value.ts";
import { mapSeries, type TimeSeries } from "./time-series.ts";

const operators: { readonly [operator in BinaryOperator]: (a: number, b: number) => number } = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "^": (a, b) => a ** b,
  "==": (a, b) => Number(a === b),
  "!=": (a, b) => Number(a !== b),
  "<": (a, b) => Number(a < b),
  ">": (a, b) => Number(a > b),
  "<=": (a, b) => Number(a <= b),
  ">=": (a, b) => Number(a >= b),
  AND: (a, b) => Number(a !== 0 && b !== 0),
  OR: (a, b) => Number(a !== 0 || b !== 0),
};

/**
 * The result of an operator. Two series have a result where both have a value; an array is combined item by item.
 * @param refuse makes the error for operands that an operator does not take
 */
export function combineValues(
  operator: BinaryOperator,
  left: MathValue,
  right: MathValue,
  refuse: (why: string) => Error,
): MathValue {
  const compute = (a: number, b: number) =>
    Number.isNaN(a) || Number.isNaN(b) ? Number.NaN : operators[operator](a, b);
  if (left.kind === "band" || right.kind === "band") {
    throw refuse(`the operator ${operator} does not take ${kindNames.band}.`);
  }
  if (left.kind === "number" && right.kind === "number") {
    return { kind: "number", value: compute(left.value, right.value) };
  }
  if (left.kind === "list" && right.kind === "list" && left.list.length !== right.list.length) {
    throw refuse(`the operator ${operator} has arrays of different length.`);
  }
  if (left.kind === "list") {
    const list = left.list.map((each, index) => combine(each, operandAt(right, index)));
    return { kind: "list", list };
  }
  if (right.kind === "list") {
    const list = right.list.map((each, index) => combine(operandAt(left, index), each));
    return { kind: "list", list };
  }
  return { kind: "series", series: combine(operandAt(left, 0), operandAt(right, 0)) };

  /** Of two operands of which one at least is a series. */
  function combine(a: Operand, b: Operand): TimeSeries {
    if (typeof a === "number") return mapSeries(b as TimeSeries, (value) => compute(a, value));
    return mapSeries(a, (value, startMs) =>
      compute(value, typeof b === "number" ? b : (b.values.get(startMs) ?? Number.NaN)),
    );
  }
}

type Operand = number | TimeSeries;

/** What is combined with the item of an array at `index`. */
function operandAt(value: Exclude<MathValue, { kind: "band" }>, index: number): Operand {
  switch (value.kind) {
    case "number":
      return value.value;
    case "series":
      return value.series;
    case "list":
      return value.list[index] as TimeSeries;
  }
}
