import type { Clock } from "../common/clock.ts";
import type { Reports } from "../stage/report.ts";
import type { State } from "../stage/state.ts";
import { addDataPoint, addValue, type DataPoint, emptyDataPoint } from "./data-point.ts";
import { dimensionsKey, type Metric } from "./metric.ts";
import type { MetricSink } from "./metric-sink.ts";
import { type MetricSelector, openMetricStore, type StoredDataPoint } from "./metric-store.ts";
import { periodStartMs } from "./period-start.ts";
import {
  createRecentMinutes,
  type RecentMinutes,
  type RecentMinutesStore,
} from "./recent-minutes.ts";
import { applyRetention, shortestPeriodMs } from "./retention.ts";

/** A metric with all its values that are kept. */
export type MetricTotal = Metric & { readonly count: number; readonly sum: number };

/** The metrics of a stage. */
export type Metrics = MetricSink & {
  /** Adds values that are already combined, at `atMs` (stage time). */
  add(metric: Metric, point: DataPoint, atMs: number): void;
  /** Data points of periods that begin at `fromMs` or later and before `toMs`, in order of time. */
  read(selector: MetricSelector, fromMs: number, toMs: number): readonly StoredDataPoint[];
  /** Keeps the last `keptMs` of a metric in memory, for alarms. */
  watch(selector: MetricSelector, keptMs: number): RecentMinutes;
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
  /** By the metric's key without its unit. */
  const watched = new Map<string, RecentMinutesStore[]>();
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;
  state.transaction(() => applyRetention(store, clock.nowMs()));
  const endRetention = clock.onMinute((minuteMs) => {
    for (const each of watched.values()) {
      for (const recent of each) recent.removeBefore(minuteMs - recent.keptMs());
    }
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

  /** The data points that a value of the metric is added to. */
  function pointsFor(metric: Metric, atMs: number): readonly DataPoint[] {
    timer ??= setTimeout(() => attempt(flush), flushAfterMs).unref();
    const startMs = periodStartMs(atMs, shortestPeriodMs);
    const key = keyOf(metric);
    const watching = (watched.get(key) ?? []).filter(
      ({ unit }) => (unit ?? metric.unit) === metric.unit,
    );
    return [
      waitingPoint(metric, startMs, `${startMs}|${metric.unit}|${key}`),
      ...watching.map((recent) => recent.minuteAt(startMs)),
    ];
  }

  function waitingPoint(metric: Metric, startMs: number, key: string): DataPoint {
    const known = waiting.get(key);
    if (known) return known.point;
    const point = emptyDataPoint();
    waiting.set(key, { metric, startMs, point });
    return point;
  }

  return {
    put(metric, value, atMs = clock.nowMs()) {
      if (isClosed) return;
      for (const point of pointsFor(metric, atMs)) addValue(point, value);
    },
    add(metric, point, atMs) {
      if (isClosed) return;
      for (const each of pointsFor(metric, atMs)) addDataPoint(each, point);
    },
    watch(selector, keptMs) {
      const key = keyOf(selector);
      const others = watched.get(key) ?? [];
      const recent =
        others.find(({ unit }) => unit === selector.unit) ?? createRecentMinutes(selector.unit);
      if (!others.includes(recent)) watched.set(key, [...others, recent]);
      if (recent.keptMs() < keptMs) {
        flush();
        const fromMs = clock.nowMs() - keptMs;
        recent.keep(keptMs, store.read(selector, fromMs, Number.MAX_SAFE_INTEGER));
      }
      return recent;
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

function keyOf({ namespace, name, dimensions }: MetricSelector): string {
  return `${namespace}|${name}|${dimensionsKey(dimensions)}`;
}
