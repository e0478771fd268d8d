import type { Clock } from "../common/clock.ts";
import type { Reports } from "../stage/report.ts";
import type { State } from "../stage/state.ts";
import { addDataPoint, addValue, type DataPoint, emptyDataPoint } from "./data-point.ts";
import { dimensionsKey, type Metric } from "./metric.ts";
import type { MetricSink } from "./metric-sink.ts";
import { type MetricSelector, openMetricStore, type StoredDataPoint } from "./metric-store.ts";
import { periodStartMs } from "./period-start.ts";
import { applyRetention, shortestPeriodMs } from "./retention.ts";

/** A metric with all its values that are kept. */
export type MetricTotal = Metric & { readonly count: number; readonly sum: number };

/** The metrics of a stage. */
export type Metrics = MetricSink & {
  /** Adds values that are already combined, at `atMs` (stage time). */
  add(metric: Metric, point: DataPoint, atMs: number): void;
  /** Data points of periods that begin at `fromMs` or later and before `toMs`, in order of time. */
  read(selector: MetricSelector, fromMs: number, toMs: number): readonly StoredDataPoint[];
  /** Metrics with a value since `sinceMs`. */
  activeSince(sinceMs: number): readonly Metric[];
  /** Every metric that no AWS service has put: what functions emit, and what PutMetricData puts. */
  custom(): readonly MetricTotal[];
  /** Writes what is not yet stored. Later values are lost. */
  close(): void;
};

/** How long a value may wait to be stored, in real time. */
const flushAfterMs = 1_000;
const retentionEveryMs = 60 * 60_000;

type Waiting = { readonly metric: Metric; readonly startMs: number; readonly point: DataPoint };

/**
 * Collects values by metric and minute, and stores them about once a second: what a killed stage collected since is lost. Data
 * points are kept as long as CloudWatch keeps them, in stage time.
 */
export function createMetrics({
  state,
  clock,
  reports,
}: {
  readonly state: State;
  readonly clock: Clock;
  readonly reports: Reports;
}): Metrics {
  const store = openMetricStore(state.sqlite);
  const waiting = new Map<string, Waiting>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  state.transaction(() => applyRetention(store, clock.nowMs()));
  const endRetention = clock.onMinute((minuteMs) => {
    if (minuteMs % retentionEveryMs !== 0) return;
    attempt(() => {
      flush();
      state.transaction(() => applyRetention(store, minuteMs));
    });
  });

  function flush() {
    clearTimeout(timer);
    timer = undefined;
    if (waiting.size === 0) return;
    state.transaction(() => {
      for (const { metric, startMs, point } of waiting.values()) {
        store.add(metric, startMs, shortestPeriodMs, point);
      }
    });
    waiting.clear();
  }

  /** An error, such as a full disk, must not end the stage. */
  function attempt(work: () => void) {
    try {
      work();
    } catch (error) {
      const message = `the stage's metrics cannot be stored: ${(error as Error).message}`;
      reports.add({ kind: "failed", key: "metrics", message });
    }
  }

  function waitingPoint(metric: Metric, atMs: number): DataPoint {
    timer ??= setTimeout(() => attempt(flush), flushAfterMs).unref();
    const startMs = periodStartMs(atMs, shortestPeriodMs);
    const { namespace, name, dimensions, unit } = metric;
    const key = `${startMs}|${namespace}|${name}|${unit}|${dimensionsKey(dimensions)}`;
    const known = waiting.get(key);
    if (known) return known.point;
    const point = emptyDataPoint();
    waiting.set(key, { metric, startMs, point });
    return point;
  }

  return {
    put(metric, value, atMs = clock.nowMs()) {
      if (!isClosed) addValue(waitingPoint(metric, atMs), value);
    },
    add(metric, point, atMs) {
      if (!isClosed) addDataPoint(waitingPoint(metric, atMs), point);
    },
    read(selector, fromMs, toMs) {
      flush();
      return store.read(selector, fromMs, toMs);
    },
    activeSince(sinceMs) {
      flush();
      return store.activeSince(sinceMs);
    },
    custom() {
      flush();
      return store.totals().filter(({ namespace }) => !namespace.startsWith("AWS/"));
    },
    close() {
      if (isClosed) return;
      endRetention();
      attempt(flush);
      isClosed = true;
    },
  };
}
