import { expect, test } from "vitest";
import { differencesOf, quartilesOf, ratiosOf } from "./compare.ts";

test("quartiles are taken of unsorted values", () => {
  expect(quartilesOf([9, 1, 5, 3, 7])).toEqual({ low: 3, median: 5, high: 7 });
});

test("values are compared with those of their own round, whose load they share", () => {
  // The machine was twice as slow in the second round.
  const base = [100, 200, 100];
  const values = [110, 220, 110];
  expect(ratiosOf(values, base)).toEqual({ low: 1.1, median: 1.1, high: 1.1 });
  expect(differencesOf(values, base)).toEqual({ low: 10, median: 10, high: 20 });
});
