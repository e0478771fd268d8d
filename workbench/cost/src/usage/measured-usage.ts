import type { MeteredUse } from "./metered-use.ts";

/** What a program used while it ran, by the work that it did. Names of work are the program's own: `order`. */
export type MeasuredUsage = {
  /** For one of each kind of work, without what happens by time. */
  readonly work: { readonly [name: string]: readonly MeteredUse[] };
  /** In one hour without work: schedules run, and functions write about themselves. */
  readonly idleHour: readonly MeteredUse[];
  /** Metrics of one's own in an hour with work, beside those of an hour without. A metric costs by the hour, however often it is written. */
  readonly metricsWithWork: number;
};
