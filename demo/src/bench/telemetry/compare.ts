import { percentile } from "@stagecraft/operations/tune/percentile";

/** The middle of measured values. */
export type Quartiles = { readonly low: number; readonly median: number; readonly high: number };

export function quartilesOf(values: readonly number[]): Quartiles {
  return {
    low: percentile(values, 0.25),
    median: percentile(values, 0.5),
    high: percentile(values, 0.75),
  };
}

/** The ratios of the values that were measured in the same round, which shares the load of the machine. */
export function ratiosOf(values: readonly number[], base: readonly number[]): Quartiles {
  return quartilesOf(values.map((value, round) => value / (base[round] ?? Number.NaN)));
}

/** As `ratiosOf`, but the differences. */
export function differencesOf(values: readonly number[], base: readonly number[]): Quartiles {
  return quartilesOf(values.map((value, round) => value - (base[round] ?? Number.NaN)));
}
