import type { AlarmMetric, MetricAlarmDefinition } from "./metric-alarm-definition.ts";

/** The metrics that an alarm reads. */
export function watchedMetrics({ watched }: MetricAlarmDefinition): readonly AlarmMetric[] {
  if (watched.kind === "metric") return [watched.metric];
  return watched.queries.flatMap((query) => (query.kind === "metric" ? [query.metric] : []));
}
