import { addDataPoint, type DataPoint, emptyDataPoint } from "./data-point.ts";
import type { StoredDataPoint } from "./metric-store.ts";
import { periodStartMs } from "./period-start.ts";

/**
 * One data point for each period that has values, by its start, in order of time. Data that is only kept for longer periods is
 * left out, as on AWS.
 */
export function combinePeriods(
  stored: readonly StoredDataPoint[],
  periodMs: number,
): ReadonlyMap<number, DataPoint> {
  const combined = new Map<number, DataPoint>();
  for (const { startMs, periodMs: storedMs, point } of stored) {
    if (storedMs > periodMs) continue;
    const fromMs = periodStartMs(startMs, periodMs);
    const into = combined.get(fromMs) ?? emptyDataPoint();
    addDataPoint(into, point);
    combined.set(fromMs, into);
  }
  return combined;
}
