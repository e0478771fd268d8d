import { dashboardsOf } from "@stagecraft/plan/resources/cloudwatch/dashboards";
import { watchedMetrics } from "@stagecraft/plan/resources/cloudwatch/watched-metrics";
import type { AlarmFacts } from "./alarm-facts.ts";

/**
 * US dollars a month in us-east-1, without the free tier of ten alarms, ten metrics and three dashboards: a standard alarm by each
 * metric that it reads, an anomaly alarm as three metrics, a composite alarm, a metric of one's own, a dashboard.
 * @see https://aws.amazon.com/cloudwatch/pricing/ (read 2026-11)
 */
const prices = { alarmMetric: 0.1, composite: 0.5, metric: 0.3, dashboard: 3 };

/** What the alarms of a stage cost a month, with the metrics that only exist for them. */
export function alarmsCost({ alarms, composites, filters, plan }: AlarmFacts): {
  readonly alarmsUsd: number;
  readonly metricsUsd: number;
  readonly dashboardsUsd: number;
} {
  const alarmMetrics = alarms.map((alarm) =>
    alarm.thresholdMetricId === undefined ? watchedMetrics(alarm).length : 3,
  );
  const sum = alarmMetrics.reduce((total, each) => total + each, 0);
  return {
    alarmsUsd: sum * prices.alarmMetric + composites.length * prices.composite,
    metricsUsd: filters.length * prices.metric,
    dashboardsUsd: dashboardsOf(plan).length * prices.dashboard,
  };
}
