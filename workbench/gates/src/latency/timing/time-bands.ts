/** Between what values a ratio lay in some runs. */
export type TimeBand = {
  readonly runs: number;
  readonly lowest: number;
  readonly highest: number;
};

/** The times of a program's functions as ratios, as they were recorded. */
export type TimeBands = {
  /** How the bands came about, for people. */
  readonly how: string;
  /** Where the last ones were recorded. */
  readonly machine: string;
  /** A hash of the last evidence that was added, so that none is added twice. */
  readonly warmRun?: string;
  /** By function: the CPU of its init as a ratio to that of an empty handler. */
  readonly init: { readonly [functionName: string]: TimeBand };
  /** By route or function: the CPU of a warm invocation as a share of that of the function's init. */
  readonly warm: { readonly [what: string]: TimeBand };
};

/** The file of a program's time bands, relative to it. */
export const timeBandsFile = "infra/latency-times.json";

/** Far from the band, a ratio is an error; a little above, a warning: a band of some runs is exceeded by others now and then. */
export type Tolerance = {
  readonly warnAbove: number;
  readonly failAbove: number;
  /** A smaller difference is never outside. */
  readonly smallest: number;
};

/** Factors of the highest value of a band. */
export const tolerances: { readonly [kind in "init" | "warm"]: Tolerance } = {
  init: { warnAbove: 1.1, failAbove: 1.3, smallest: 0.1 },
  // In the acceptance tests a function's requests differ, and so does how far it is compiled.
  warm: { warnAbove: 1.5, failAbove: 2, smallest: 0.03 },
};

/** The ratio from which there is a warning or an error. */
export function limitOf({ highest }: TimeBand, factor: number, { smallest }: Tolerance): number {
  return Math.max(highest * factor, highest + smallest);
}
