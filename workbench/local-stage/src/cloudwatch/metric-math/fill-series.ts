import { startsOf, type TimeGrid, type TimeSeries } from "./time-series.ts";

/**
 * The series with a value for each period of the grid: a number, the values of another series, the last value before (`REPEAT`), or a
 * value on the line between its neighbours (`LINEAR`). What no such value exists for stays missing.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html#metric-math-syntax-functions-list
 */
export function fillSeries(
  { periodMs, values }: TimeSeries,
  grid: TimeGrid,
  filler: number | TimeSeries | "REPEAT" | "LINEAR",
): TimeSeries {
  const known = [...values];
  const filled = new Map<number, number>();
  for (const startMs of startsOf({ ...grid, periodMs })) {
    const value = values.get(startMs) ?? valueAt(startMs);
    if (value !== undefined && Number.isFinite(value)) filled.set(startMs, value);
  }
  return { periodMs, values: filled };

  function valueAt(startMs: number): number | undefined {
    if (typeof filler === "number") return filler;
    if (typeof filler === "object") return filler.values.get(startMs);
    const before = known.findLast(([knownMs]) => knownMs < startMs);
    if (before === undefined || filler === "REPEAT") return before?.[1];
    const after = known.find(([knownMs]) => knownMs > startMs);
    if (after === undefined) return undefined;
    const share = (startMs - before[0]) / (after[0] - before[0]);
    return before[1] + share * (after[1] - before[1]);
  }
}
