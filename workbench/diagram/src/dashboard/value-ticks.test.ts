import { expect, test } from "vitest";
import { valueTicks } from "./value-ticks.ts";

test.each([
  [[3, 97.5], {}, 5, { min: 0, max: 100, ticks: [0, 50, 100] }],
  [[1, 2, 3], {}, 9, { min: 0, max: 3, ticks: [0, 1, 2, 3] }],
  [[0, 0], {}, 4, { min: 0, max: 1, ticks: [0, 1] }],
  [[], {}, 4, { min: 0, max: 1, ticks: [0, 1] }],
  [[-40, 60.5], {}, 4, { min: -50, max: 100, ticks: [-50, 0, 50, 100] }],
  [[0.02, 0.07], {}, 5, { min: 0, max: 0.08, ticks: [0, 0.02, 0.04, 0.06, 0.08] }],
  [[500], { min: 0, max: 100 }, 3, { min: 0, max: 100, ticks: [0, 50, 100] }],
  [[30], { min: 25 }, 3, { min: 25, max: 30, ticks: [25, 30] }],
])("the values %j with %j have at most %i ticks", (values, fixed, most, expected) => {
  const found = valueTicks(values, fixed, most);
  expect(found).toEqual(expected);
});

test("no axis has more ticks than it has room for, by more than one", () => {
  for (let value = 1; value < 2_000; value += 7) {
    const { ticks, max } = valueTicks([value / 3], {}, 4);
    expect(ticks.length).toBeLessThanOrEqual(5);
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(max).toBeGreaterThanOrEqual(value / 3);
  }
});
