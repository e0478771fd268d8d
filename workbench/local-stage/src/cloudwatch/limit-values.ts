import { addCount } from "./data-point.ts";

/** A data point keeps so many different values as they are. Ours: AWS does not say how many it keeps. */
export const mostExactValues = 500;

/**
 * The values with their counts. More than `mostExactValues` different ones are rounded to three significant digits, and if
 * those are still too many to two: a percentile is then off by at most 0.5 % or 5 %. Count, sum, minimum and maximum of a data
 * point are kept beside the values and stay exact.
 */
export function limitValues(values: ReadonlyMap<number, number>): ReadonlyMap<number, number> {
  if (values.size <= mostExactValues) return values;
  const rounded = roundValues(values, 3);
  return rounded.size <= mostExactValues ? rounded : roundValues(values, 2);
}

function roundValues(values: ReadonlyMap<number, number>, digits: number) {
  const rounded = new Map<number, number>();
  for (const [value, count] of values) {
    addCount(rounded, Number(value.toPrecision(digits)), count);
  }
  return rounded;
}
