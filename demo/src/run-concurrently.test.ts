import { expect, test } from "vitest";
import { runConcurrently } from "./run-concurrently.ts";

test("at most `concurrency` items run at a time, and results have the order of the items", async () => {
  let running = 0;
  let max = 0;
  const results = await runConcurrently([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    running += 1;
    max = Math.max(max, running);
    for (let turn = 0; turn < 8 - item; turn += 1) await Promise.resolve();
    running -= 1;
    return item * 10;
  });
  expect(results).toEqual([10, 20, 30, 40, 50, 60, 70]);
  expect(max).toBe(3);
});

test("after the first error no more items are started", async () => {
  const started: number[] = [];
  const running = runConcurrently([1, 2, 3, 4], 1, async (item) => {
    started.push(item);
    if (item === 2) throw new Error("two");
  });
  await expect(running).rejects.toThrow("two");
  expect(started).toEqual([1, 2]);
});
