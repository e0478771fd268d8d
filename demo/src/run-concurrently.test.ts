import { expect, test } from "vitest";
import { runConcurrently } from "./run-concurrently.ts";

test("so many run at once and no more, and results keep the items' order", async () => {
  let running = 0;
  let most = 0;
  const results = await runConcurrently([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
    running += 1;
    most = Math.max(most, running);
    for (let turn = 0; turn < 8 - item; turn += 1) await Promise.resolve();
    running -= 1;
    return item * 10;
  });
  expect(results).toEqual([10, 20, 30, 40, 50, 60, 70]);
  expect(most).toBe(3);
});

test("the first error ends it: what has not begun does not begin", async () => {
  const begun: number[] = [];
  const running = runConcurrently([1, 2, 3, 4], 1, async (item) => {
    begun.push(item);
    if (item === 2) throw new Error("two");
  });
  await expect(running).rejects.toThrow("two");
  expect(begun).toEqual([1, 2]);
});
