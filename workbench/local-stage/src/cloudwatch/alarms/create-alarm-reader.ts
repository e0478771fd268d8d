import { createBands } from "../anomaly-detection/create-bands.ts";
import type { Metrics } from "../create-metrics.ts";
import { evaluateQueries } from "../metric-math/evaluate-queries.ts";
import type { MathValue } from "../metric-math/math-value.ts";
import { startsOf, type TimeGrid, type TimeSeries } from "../metric-math/time-series.ts";
import type { MetricStatistic } from "../metric-statistic.ts";
import { periodStartMs } from "../period-start.ts";
import { shortestPeriodMs } from "../retention.ts";
import { isBreaching, type Threshold } from "./compare-with-threshold.ts";
import type { CompiledAlarm } from "./compile-alarm.ts";
import { extraPeriods } from "./evaluate-data-points.ts";
import type { AlarmPeriod } from "./state-reason.ts";

/**
 * Reads what an alarm evaluates at a full minute: the periods of its evaluation range, the newest first. The last one ends at that
 * minute, so that the periods of two evaluations overlap when they are longer than a minute.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html
 */
export function createAlarmReader(
  { definition, periodMs, queries, watchedId, bandId }: CompiledAlarm,
  metrics: Pick<Metrics, "watch" | "read">,
): (minuteMs: number) => readonly AlarmPeriod[] {
  const rangePeriods = definition.evaluationPeriods + extraPeriods;
  const recent = new Map(
    queries.flatMap((query) =>
      query.kind === "metric"
        ? [[query.metric, metrics.watch(query.metric.selector, (rangePeriods + 1) * periodMs)]]
        : [],
    ),
  );
  const bandOf = createBands(queries, metrics);

  function seriesOf(metric: MetricStatistic, grid: TimeGrid): TimeSeries {
    const values = new Map<number, number>();
    for (const startMs of startsOf(grid)) {
      const point = recent.get(metric)?.dataPoint(startMs, periodMs);
      const value = point && metric.statistic(point);
      if (value !== undefined) values.set(startMs, value);
    }
    return { periodMs, values };
  }

  return (minuteMs) => {
    const toMs = periodStartMs(minuteMs, shortestPeriodMs);
    const grid = { fromMs: toMs - rangePeriods * periodMs, toMs, periodMs };
    const resultOf = evaluateQueries(queries, {
      grid,
      seriesOf: (metric) => seriesOf(metric, grid),
      band: (id, width) => bandOf(id, width, grid),
    });
    const { values } = singleSeries(resultOf(watchedId), periodMs);
    const band = bandId === undefined ? undefined : resultOf(bandId);
    const [onlyQuery] = definition.watched.kind === "metric" ? queries : [];
    const samples = onlyQuery?.kind === "metric" ? recent.get(onlyQuery.metric) : undefined;
    return startsOf(grid)
      .toReversed()
      .map((startMs): AlarmPeriod => {
        const value = values.get(startMs);
        const threshold = thresholdAt(startMs, band);
        if (value === undefined || threshold === undefined) return { startMs };
        const sampleCount = samples?.dataPoint(startMs, periodMs)?.count;
        return {
          startMs,
          value,
          ...(sampleCount !== undefined && { sampleCount }),
          threshold,
          isBreaching: isBreaching(definition.comparisonOperator, value, threshold),
        };
      });
  };

  function thresholdAt(startMs: number, band: MathValue | undefined): Threshold | undefined {
    if (band?.kind !== "band") return definition.threshold;
    const lower = band.lower.values.get(startMs);
    const upper = band.upper.values.get(startMs);
    return lower === undefined || upper === undefined ? undefined : { lower, upper };
  }
}

function singleSeries(value: MathValue, periodMs: number): TimeSeries {
  if (value.kind === "series") return value.series;
  const [first] = value.kind === "list" ? value.list : [];
  return first ?? { periodMs, values: new Map() };
}
