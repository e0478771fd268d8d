import { expect, test } from "vitest";
import { decimal } from "../exact-decimal.ts";
import { NoPricesError, priceListOf } from "./price-list.ts";

const prices = Object.entries(priceListOf("us-east-1").prices);

test.each(prices)("%s has a price with source, grade and date", (_unit, price) => {
  expect(price.source).toMatch(/^https:\/\/aws\.amazon\.com\//);
  expect(price.grade).toMatch(/^(A|A-|B|C)$/);
  expect(price.seenOn).toMatch(/^20\d\d-\d\d-\d\d$/);
  expect(decimal(price.per).gt(0)).toBe(true);
});

test.each(prices)("the tiers of %s rise, and the last has no end", (_unit, { tiers }) => {
  const ends = tiers.map(({ upTo }) => upTo);
  expect(ends.at(-1)).toBeUndefined();
  const rising = ends.slice(0, -1).map((end) => Number(end));
  expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  expect(tiers.every(({ usd }) => decimal(usd).gt(0))).toBe(true);
});

test("a price of grade C says what could not be checked", () => {
  const unexplained = prices.filter(([, { grade, note }]) => grade === "C" && !note);
  expect(unexplained).toEqual([]);
});

test("units that share a free amount agree on it", () => {
  const byPool = Map.groupBy(
    prices.flatMap(([, { free }]) => free ?? []),
    ({ pool }) => pool,
  );
  for (const [pool, all] of byPool) {
    expect(new Set(all.map(({ amount }) => amount)).size, pool).toBe(1);
  }
});

test("a region without prices is refused, with what to do", () => {
  expect(() => priceListOf("mars-north-1")).toThrow(NoPricesError);
  expect(() => priceListOf("mars-north-1")).toThrow(
    /npm run cost -- refresh --region mars-north-1/,
  );
});
