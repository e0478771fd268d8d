/** The values of an axis that carry a number, and between which the axis goes. */
export type ValueTicks = {
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
};

/**
 * At most `most` round values between the ends. An end that is not fixed is moved to the next tick, and begins at 0 for values that are
 * not negative.
 */
export function valueTicks(
  values: readonly number[],
  fixed: { readonly min?: number; readonly max?: number },
  most: number,
): ValueTicks {
  const low = fixed.min ?? Math.min(0, ...values);
  const highest = fixed.max ?? Math.max(...values, Number.NEGATIVE_INFINITY);
  const high = highest > low ? highest : low + 1;
  const step = roundStep((high - low) / Math.max(1, most - 1), values.every(Number.isInteger));
  const min = fixed.min ?? Math.floor(low / step) * step;
  const max = fixed.max ?? Math.ceil(high / step - 1e-9) * step;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
    Number(((first + index) * step).toPrecision(12)),
  );
  return { min, max, ticks };
}

/** The next of 1, 2, 5 and their multiples by ten; for whole numbers not below 1. */
function roundStep(least: number, isWhole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= least * 0.999);
  return Math.max(step ?? 10 * power, isWhole ? 1 : 0);
}
