import { firstTierUsd } from "@stagecraft/cost/prices/first-tier";
import { dashboardsOf } from "@stagecraft/plan/resources/cloudwatch/dashboards";
import { watchedMetrics } from "@stagecraft/plan/resources/cloudwatch/watched-metrics";
import type { AlarmFacts } from "./alarm-facts.ts";

/**
 * US dollars a month in us-east-1, without the free amounts: a standard alarm by each metric that it reads, an anomaly alarm as three
 * metrics, a composite alarm, a metric of one's own, a dashboard.
 */
const prices = {
  alarmMetric: firstTierUsd("alarm-metric-months"),
  composite: firstTierUsd("composite-alarm-months"),
  metric: firstTierUsd("metric-months"),
  dashboard: firstTierUsd("dashboard-months"),
};

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
