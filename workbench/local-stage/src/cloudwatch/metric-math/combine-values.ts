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
  for (const operand of [left, right]) {
    if (operand.kind === "band") {
      throw refuse(`the operator ${operator} does not take ${kindNames.band}.`);
    }
  }
  if (left.kind === "number" && right.kind === "number") {
    return { kind: "number", value: compute(left.value, right.value) };
  }
  if (left.kind === "list" && right.kind === "list") {
    if (left.list.length !== right.list.length) {
      throw refuse(`the operator ${operator} has arrays of different length.`);
    }
    const list = left.list.map((each, index) => pair(each, right.list[index] as TimeSeries));
    return { kind: "list", list };
  }
  if (left.kind === "list") {
    return { kind: "list", list: left.list.map((each) => withOther(each, right, false)) };
  }
  if (right.kind === "list") {
    return { kind: "list", list: right.list.map((each) => withOther(each, left, true)) };
  }
  return {
    kind: "series",
    series:
      left.kind === "series"
        ? withOther(left.series, right, false)
        : withOther((right as MathValue & { kind: "series" }).series, left, true),
  };

  function pair(a: TimeSeries, b: TimeSeries): TimeSeries {
    return mapSeries(a, (value, startMs) => compute(value, b.values.get(startMs) ?? Number.NaN));
  }

  function withOther(series: TimeSeries, other: MathValue, isRight: boolean): TimeSeries {
    if (other.kind === "series")
      return isRight ? pair(other.series, series) : pair(series, other.series);
    const { value } = other as MathValue & { kind: "number" };
    return mapSeries(series, (each) => (isRight ? compute(value, each) : compute(each, value)));
  }
}
