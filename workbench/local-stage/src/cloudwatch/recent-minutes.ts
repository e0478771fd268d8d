import { addDataPoint, type DataPoint, emptyDataPoint } from "./data-point.ts";
import type { MetricUnit } from "./metric.ts";
import type { StoredDataPoint } from "./metric-store.ts";
import { shortestPeriodMs } from "./retention.ts";

/**
 * The data points of one metric in the last minutes, in memory: what alarms evaluate each minute. Like GetMetricData, it combines all
 * units when none is asked for.
 */
export type RecentMinutes = {
  /** The data point of the period that begins at `startMs`, a full minute; undefined without values. */
  dataPoint(startMs: number, periodMs: number): DataPoint | undefined;
};

/** Recent minutes with what the owner of the metrics does with them. */
export type RecentMinutesStore = RecentMinutes & {
  readonly unit: MetricUnit | undefined;
  /** How far back the minutes are kept. */
  keptMs(): number;
  /** The data point of a minute, to add values to. */
  minuteAt(startMs: number): DataPoint;
  /** Keeps them longer from now on, and reads what is stored. */
  keep(keptMs: number, stored: readonly StoredDataPoint[]): void;
  removeBefore(timeMs: number): void;
};

export function createRecentMinutes(unit: MetricUnit | undefined): RecentMinutesStore {
  let minutes = new Map<number, DataPoint>();
  let keptMs = 0;

  function minuteAt(startMs: number): DataPoint {
    const known = minutes.get(startMs);
    if (known) return known;
    const point = emptyDataPoint();
    minutes.set(startMs, point);
    return point;
  }

  return {
    unit,
    keptMs: () => keptMs,
    minuteAt,
    keep(longerMs, stored) {
      keptMs = longerMs;
      minutes = new Map();
      for (const { startMs, periodMs, point } of stored) {
        if (periodMs === shortestPeriodMs) addDataPoint(minuteAt(startMs), point);
      }
    },
    removeBefore(timeMs) {
      for (const startMs of minutes.keys()) if (startMs < timeMs) minutes.delete(startMs);
    },
    dataPoint(startMs, periodMs) {
      if (periodMs === shortestPeriodMs) return minutes.get(startMs);
      let combined: DataPoint | undefined;
      for (let atMs = startMs; atMs < startMs + periodMs; atMs += shortestPeriodMs) {
        const minute = minutes.get(atMs);
        if (minute === undefined) continue;
        combined ??= emptyDataPoint();
        addDataPoint(combined, minute);
      }
      return combined;
    },
  };
}
