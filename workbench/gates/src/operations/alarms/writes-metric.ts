import type { LogMetricFilterDefinition } from "@stagecraft/plan/resources/cloudwatch/log-metric-filter-definition";
import type { AlarmMetric } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";

/** Whether a metric filter writes the metric. */
export function writesMetric(
  { transformation }: LogMetricFilterDefinition,
  { namespace, metricName }: Pick<AlarmMetric, "namespace" | "metricName">,
): boolean {
  return transformation.namespace === namespace && transformation.metricName === metricName;
}
