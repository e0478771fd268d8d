import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import { periodStartMs } from "../cloudwatch/period-start.ts";
import { shortestPeriodMs } from "../cloudwatch/retention.ts";
import type { Clock } from "../common/clock.ts";
import type { LogEntry } from "../lambda/logs/log-sink.ts";
import type { LogMetricFilter } from "./compile-log-metric-filters.ts";

/**
 * Puts the metrics of metric filters for each log entry of their log group, and their default values for minutes with entries of
 * which none matches.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/MonitoringLogData.html
 */
export function createLogMetricFilters(
  filters: readonly LogMetricFilter[],
  { metrics, clock }: { readonly metrics: MetricSink; readonly clock: Pick<Clock, "onMinute"> },
): { received(entry: LogEntry): void; close(): void } {
  const byGroup = Map.groupBy(filters, ({ logGroup }) => logGroup);
  /** By filter with a default value: its minutes with entries, and whether one has matched. */
  const minutes = new Map<LogMetricFilter, Map<number, boolean>>();
  const withDefault = filters.filter(({ byDefault }) => byDefault !== undefined);
  const endMinutes = withDefault.length > 0 ? clock.onMinute(putDefaults) : () => {};

  function putDefaults(atMs: number) {
    for (const [{ byDefault }, known] of minutes) {
      for (const [startMs, hasMatched] of known) {
        if (startMs >= atMs) continue;
        known.delete(startMs);
        if (byDefault && !hasMatched) metrics.put(byDefault.metric, byDefault.value, startMs);
      }
    }
  }

  function remember(filter: LogMetricFilter, timestampMs: number, hasMatched: boolean) {
    const known = minutes.get(filter) ?? new Map<number, boolean>();
    minutes.set(filter, known);
    const startMs = periodStartMs(timestampMs, shortestPeriodMs);
    known.set(startMs, hasMatched || known.get(startMs) === true);
  }

  return {
    received({ logGroup, line, timestampMs }) {
      for (const filter of byGroup.get(logGroup) ?? []) {
        const hasMatched = filter.matches(line);
        if (filter.byDefault) remember(filter, timestampMs, hasMatched);
        const measured = hasMatched ? filter.measure(line) : undefined;
        if (measured) metrics.put(measured.metric, measured.value, timestampMs);
      }
    },
    close: endMinutes,
  };
}
