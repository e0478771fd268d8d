import { expect, test } from "vitest";
import { gather } from "./gather.ts";

test("what comes while a request is answered is answered together after it", async () => {
  const asked: (readonly number[])[] = [];
  const double = gather(async (numbers: readonly number[]) => {
    asked.push(numbers);
    await new Promise(setImmediate);
    return numbers.map((number) => number * 2);
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(await double(4)).toBe(8);
  expect(asked).toEqual([[1], [2, 3], [4]]);
});

test("a failure fails the requests that were answered together, and none after them", async () => {
  const only = gather(async (numbers: readonly number[]) => {
    await new Promise(setImmediate);
    if (numbers.includes(2)) throw new Error("not 2");
    return numbers;
  });
  const results = await Promise.allSettled([1, 2, 3].map(only));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await only(4)).toBe(4);
});
