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

type Answer = { readonly stuck?: readonly string[]; readonly failed?: readonly string[] } | Error;

/** Watches until all answers were given; an answer is the ids of orders, or an error. */
async function linesFor(...answers: readonly Answer[]) {
  return await linesWith({}, ...answers);
}

async function linesWith(
  { sinceMs = 0, isMore = false }: { sinceMs?: number; isMore?: boolean },
  ...answers: readonly Answer[]
) {
  const lines: string[] = [];
  const left = [...answers];
  await new Promise<void>((resolve) => {
    const watch = watchOrders({
      everyMs: 1,
      where: "",
      sinceMs,
      say: (line) => lines.push(line),
      async find(which) {
        const [answer] = left;
        if (!answer) {
          resolve(watch.close());
          return { at, orders: [], isMore: false };
        }
        if (which === "failed" || answer instanceof Error) left.shift();
        if (answer instanceof Error) throw answer;
        const status = which === "stuck" ? "accepted" : "failed";
        const orders = (answer[which] ?? []).map((id) => ({ ...stuck(id), status }) as OrderState);
        return { at, orders, isMore };
      },
    });
  });
  return lines;
}

test("each order that hangs is said once, with the command to type", async () => {
  expect(await linesFor({}, { stuck: ["ord_1"] }, { stuck: ["ord_1", "ord_2"] })).toEqual([
    "the order ord_1 hangs: accepted for 10 min: npm run orders -- ord_1",
    "the order ord_2 hangs: accepted for 10 min: npm run orders -- ord_2",
  ]);
});

test("an order that failed is said once, also when it was said to hang", async () => {
  const lines = await linesFor({ stuck: ["ord_1"] }, { failed: ["ord_1"] }, { failed: ["ord_1"] });
  expect(lines.slice(1)).toEqual([
    "the order ord_1 ended as failed 10 min ago: npm run orders -- ord_1",
  ]);
});

test("an order that failed before the start is not said", async () => {
  const sinceMs = Date.parse("2026-01-05T00:00:00.001Z");
  expect(await linesWith({ sinceMs }, { failed: ["ord_1"] })).toEqual([]);
});

test("of many orders the first are named, and the others counted", async () => {
  const many = ["1", "2", "3", "4", "5"];
  const lines = await linesFor({ stuck: many, failed: many });
  expect(lines.filter((line) => line.includes("more"))).toEqual([
    "2 more orders hang: npm run orders -- --stuck",
    "2 more orders failed: npm run orders -- --failed",
  ]);
  expect((await linesWith({ isMore: true }, { stuck: many }))[3]).toBe(
    "at least 2 more orders hang: npm run orders -- --stuck",
  );
});

test("a stage that does not answer is said after several failures, once", async () => {
  const down = new Error("down");
  expect(await linesFor(down, down, {}, down, down)).toEqual([]);
  expect(await linesFor(down, down, down, down)).toEqual([
    "cannot look for orders in trouble: down",
  ]);
});
