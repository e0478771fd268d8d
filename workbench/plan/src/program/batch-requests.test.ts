import { expect, test } from "vitest";
import { batchRequests } from "./batch-requests.ts";

test("requests that arrive during a request are answered together after it", async () => {
  const asked: (readonly number[])[] = [];
  const double = batchRequests(async (numbers: readonly number[]) => {
    asked.push(numbers);
    await new Promise(setImmediate);
    return numbers.map((number) => number * 2);
  });
  expect(await Promise.all([1, 2, 3].map(double))).toEqual([2, 4, 6]);
  expect(await double(4)).toBe(8);
  expect(asked).toEqual([[1], [2, 3], [4]]);
});

test("a failure rejects the requests of its batch, and no later ones", async () => {
  const only = batchRequests(async (numbers: readonly number[]) => {
    await new Promise(setImmediate);
    if (numbers.includes(2)) throw new Error("not 2");
    return numbers;
  });
  const results = await Promise.allSettled([1, 2, 3].map(only));
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "rejected"]);
  expect(await only(4)).toBe(4);
});
