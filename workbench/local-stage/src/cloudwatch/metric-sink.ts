import type { Metric } from "./metric.ts";

/** Where the services of the stage put the values of their own metrics. */
export type MetricSink = {
  /** Adds one value at `atMs` (stage time; the default is now). */
  put(metric: Metric, value: number, atMs?: number): void;
};

/** Keeps nothing. */
export const noMetrics: MetricSink = { put: () => {} };
