import { expect, test } from "vitest";
import { limitValues, mostExactValues } from "./limit-values.ts";

const valuesOf = (size: number, at: (index: number) => number) =>
  new Map(Array.from({ length: size }, (_, index) => [at(index), 1]));
const countOf = (values: ReadonlyMap<number, number>) =>
  [...values.values()].reduce((sum, count) => sum + count, 0);

test("up to 500 different values are kept as they are", () => {
  const values = valuesOf(mostExactValues, (index) => 1_000.125 + index);
  expect(limitValues(values)).toBe(values);
});

test.each([
  ["three significant digits", 1_001, (index: number) => 100 + index / 1_000, 0.005],
  ["two when there are still too many", 9_000, (index: number) => 1_000 + index, 0.05],
])("more are rounded to %s, and their number is kept", (_what, size, at, mostOff) => {
  const limited = limitValues(valuesOf(size, at));
  expect(limited.size).toBeLessThanOrEqual(mostExactValues);
  expect(countOf(limited)).toBe(size);
  const median = [...limited.keys()].toSorted((a, b) => a - b)[Math.floor(limited.size / 2)] ?? 0;
  const exact = at(Math.floor(size / 2));
  expect(Math.abs(median - exact) / exact).toBeLessThan(1);
  for (const value of limited.keys()) {
    const nearest = Math.round((value - at(0)) / (at(1) - at(0)));
    const original = at(Math.min(size - 1, Math.max(0, nearest)));
    expect(Math.abs(value - original) / original).toBeLessThanOrEqual(mostOff);
  }
});

test("a value is rounded once, and not from its rounded value", () => {
  // 1045 has 1050 as its nearest value of three digits, and 1000 of two.
  const limited = limitValues(valuesOf(9_000, (index) => 1_000 + index));
  expect(limited.get(1_000)).toBe(50);
});
