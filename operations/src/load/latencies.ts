import { createHistogram } from "node:perf_hooks";

/** Times in milliseconds. */
export type LatencySummary = {
  readonly count: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

export type Latencies = {
  add(ms: number): void;
  summary(): LatencySummary;
};

/** An hour in microseconds. A longer time counts as an hour. */
const highest = 3_600_000_000;

/**
 * Collects times in a histogram of constant size, with three digits of each value (an HDR histogram):
 * https://nodejs.org/api/perf_hooks.html#class-recordablehistogram-extends-histogram
 */
export function createLatencies(): Latencies {
  const histogram = createHistogram({ lowest: 1, highest, figures: 3 });
  const percentile = (percent: number) =>
    histogram.count === 0 ? Number.NaN : histogram.percentile(percent) / 1_000;
  return {
    add: (ms) => histogram.record(Math.min(highest, Math.max(1, Math.round(ms * 1_000)))),
    summary: () => ({
      count: histogram.count,
      p50Ms: percentile(50),
      p95Ms: percentile(95),
      p99Ms: percentile(99),
      maxMs: histogram.count === 0 ? Number.NaN : histogram.max / 1_000,
    }),
  };
}
