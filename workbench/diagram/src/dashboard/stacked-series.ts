import type { ShownSeries } from "./shown-series.ts";

/** The series on top of each other: each point is the sum up to its series. Where a series has no point, it adds nothing. */
export function stackedSeries(series: readonly ShownSeries[]): readonly ShownSeries[] {
  const times = [
    ...new Set(series.flatMap(({ points }) => points.map(({ timeMs }) => timeMs))),
  ].toSorted((a, b) => a - b);
  const sums = new Map(times.map((timeMs) => [timeMs, 0]));
  return series.map((each) => {
    for (const { timeMs, value } of each.points) sums.set(timeMs, (sums.get(timeMs) ?? 0) + value);
    return { ...each, points: times.map((timeMs) => ({ timeMs, value: sums.get(timeMs) ?? 0 })) };
  });
}
