import { addDataPoint, type DataPoint, emptyDataPoint } from "./data-point.ts";
import type { StoredDataPoint } from "./metric-store.ts";
import { periodStartMs } from "./period-start.ts";

/**
 * One data point for each period that has values, by its start, in order of time. Periods follow each other from `originMs` on. Data
 * that is only kept for longer periods is left out, as on AWS.
 */
export function combinePeriods(
  stored: readonly StoredDataPoint[],
  periodMs: number,
  originMs = 0,
): ReadonlyMap<number, DataPoint> {
  const combined = new Map<number, DataPoint>();
  for (const { startMs, periodMs: storedMs, point } of stored) {
    if (storedMs > periodMs) continue;
    const fromMs = originMs + periodStartMs(startMs - originMs, periodMs);
    const into = combined.get(fromMs) ?? emptyDataPoint();
    addDataPoint(into, point);
    combined.set(fromMs, into);
  }
  return combined;
}
