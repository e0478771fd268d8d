import type { MetricSelector } from "./metric-store.ts";
import type { Statistic } from "./statistic.ts";

/** One statistic of one metric, over periods of one length. */
export type MetricStatistic = {
  readonly selector: MetricSelector;
  readonly periodMs: number;
  readonly statistic: Statistic;
};
