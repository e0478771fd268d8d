import { watchedMetrics } from "@stagecraft/plan/resources/cloudwatch/watched-metrics";
import { free, type ResourceRule } from "./resource-rule.ts";

/** An anomaly alarm reads its metric and the two bounds of the band. */
const anomalyMetrics = 3;
const minuteSeconds = 60;

/** @see https://aws.amazon.com/cloudwatch/pricing/ */
export const observabilityRules: readonly ResourceRule[] = [
  {
    types: /^aws:cloudwatch\/metricAlarm:/,
    standing(resource, { alarms }) {
      const alarm = alarms.find(({ logicalName }) => logicalName === resource.name);
      if (!alarm) return [];
      const amount =
        alarm.thresholdMetricId === undefined ? watchedMetrics(alarm).length : anomalyMetrics;
      const isFast = Number(resource.inputs.period ?? minuteSeconds) < minuteSeconds;
      return [
        { unit: isFast ? "high-resolution-alarm-metric-months" : "alarm-metric-months", amount },
      ];
    },
  },
  {
    types: /^aws:cloudwatch\/compositeAlarm:/,
    standing: () => [{ unit: "composite-alarm-months", amount: 1 }],
  },
  {
    types: /^aws:cloudwatch\/dashboard:/,
    standing: () => [{ unit: "dashboard-months", amount: 1 }],
  },
  // Lines, and the metrics of filters, are metered.
  free(/^aws:cloudwatch\/log(Group|MetricFilter|ResourcePolicy|Stream|SubscriptionFilter):/),
  free(/^aws:xray\//),
  // Budgets that only tell somebody are free: https://aws.amazon.com/aws-cost-management/aws-budgets/pricing/
  free(/^aws:budgets\/budget:/),
  free(/^aws:costexplorer\//),
];
