import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { mint, OrderId } from "./ids.ts";

test("an id has its prefix and matches its schema", () => {
  const id = mint("ord", Date.UTC(2010, 11, 1), randomBytes);
  expect(OrderId.parse(id)).toBe(id);
  expect(OrderId.safeParse(mint("ret", 0, randomBytes)).success).toBe(false);
});

test("ids sort by the time they were made", () => {
  const times = [0, 1, 31, 32, 1_291_161_600_000, 2 ** 48 - 1];
  const ids = times.map((ms) => mint("evt", ms, randomBytes));
  expect(ids.toSorted()).toEqual(ids);
});

test("ids of one millisecond sort in the order in which they were made", () => {
  const highest = (size: number) => new Uint8Array(size).fill(255);
  const ids = Array.from({ length: 2_000 }, () => mint("ord", 7, highest));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(ids);
});

test("the time is the first ten characters, in Crockford's base 32", () => {
  expect(mint("ord", 2 ** 48 - 1, randomBytes)).toMatch(/^ord_7ZZZZZZZZZ/);
  expect(mint("ord", 33, randomBytes)).toMatch(/^ord_0000000011/);
});
