import { expect, test } from "vitest";
import type { Point } from "./dashboard-data.ts";
import { stackedSeries } from "./stacked-series.ts";

const series = (...points: readonly Point[]) => ({
  label: "",
  axis: "left" as const,
  paint: "text" as const,
  points,
});

test("each series stands on those before it, also where one of them has no point", () => {
  const stacked = stackedSeries([
    series({ timeMs: 0, value: 1 }, { timeMs: 2, value: 3 }),
    series({ timeMs: 0, value: 10 }, { timeMs: 1, value: 20 }),
  ]);
  expect(stacked.map(({ points }) => points.map(({ value }) => value))).toEqual([
    [1, 0, 3],
    [11, 20, 3],
  ]);
});
