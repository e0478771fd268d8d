import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderState } from "@stagecraft/contracts/order-status";
import { expect, test } from "vitest";
import { watchOrders } from "./watch-orders.ts";

const at = "2026-01-05T00:10:00.000Z";
const stuck = (id: string): OrderState => ({
  id: id as OrderId,
  status: "accepted",
  version: 2,
  changedAt: "2026-01-05T00:00:00.000Z",
  placedAt: "2026-01-05T00:00:00.000Z",
  totalMinor: 400,
  currency: "GBP",
  cancelRequested: false,
  unpublished: {},
});

/** Watches until all answers were given; an answer is the ids of stuck orders, or an error. */
async function linesFor(...answers: readonly (readonly string[] | Error)[]) {
  const lines: string[] = [];
  const left = [...answers];
  await new Promise<void>((resolve) => {
    const watch = watchOrders({
      everyMs: 1,
      where: "",
      say: (line) => lines.push(line),
      async findStuck() {
        const answer = left.shift();
        if (!answer) {
          resolve(watch.close());
          return { at, orders: [] };
        }
        if (answer instanceof Error) throw answer;
        return { at, orders: answer.map(stuck) };
      },
    });
  });
  return lines;
}

test("each order that hangs is said once, with the command to type", async () => {
  expect(await linesFor([], ["ord_1"], ["ord_1", "ord_2"])).toEqual([
    "the order ord_1 hangs: accepted for 10 min: npm run orders -- ord_1",
    "the order ord_2 hangs: accepted for 10 min: npm run orders -- ord_2",
  ]);
});

test("of many orders the first are named, and the others counted", async () => {
  expect((await linesFor(["1", "2", "3", "4", "5"])).slice(3)).toEqual([
    "2 more orders hang: npm run orders -- --stuck",
  ]);
});

test("a stage that does not answer is said after several failures, once", async () => {
  const down = new Error("down");
  expect(await linesFor(down, down, [], down, down)).toEqual([]);
  expect(await linesFor(down, down, down, down)).toEqual([
    "cannot look for orders that hang: down",
  ]);
});
