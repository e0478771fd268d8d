import type { Metrics } from "./create-metrics.ts";

/** What the operations of CloudWatch share. */
export type CloudwatchContext = {
  readonly metrics: Metrics;
  nowMs(): number;
};
