import { expect, test } from "vitest";
import { lineParts } from "./line-parts.ts";

test.each([
  [[], []],
  [[5], [[5]]],
  [[0, 60, 120], [[0, 60, 120]]],
  [
    [0, 60, 240, 300],
    [
      [0, 60],
      [240, 300],
    ],
  ],
])("points at %j are drawn in the parts %j", (times, parts) => {
  const points = times.map((timeMs) => ({ timeMs, value: 1 }));
  expect(lineParts(points).map((part) => part.map(({ timeMs }) => timeMs))).toEqual(parts);
});
