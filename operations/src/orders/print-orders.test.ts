import type { OrderId } from "@stagecraft/contracts/ids";
import { expect, test } from "vitest";
import type { OrderReport } from "./order-report.ts";
import { printOrders } from "./print-orders.ts";

const atMs = Date.parse("2026-01-05T00:00:00.000Z");
const minuteMs = 60_000;

const order: OrderReport = {
  id: "ord_1" as OrderId,
  status: "accepted",
  version: 2,
  changedAt: new Date(atMs).toISOString(),
  placedAt: new Date(atMs - minuteMs).toISOString(),
  totalMinor: 1_530,
  currency: "GBP",
  cancelRequested: true,
  unpublished: { "orders-stream": 2 },
  execution: { name: "ord_1", status: "RUNNING" },
  steps: [{ state: "ChargePayment", text: "attempt 1 runs for 18 min" }],
  next: ["npm run executions -- show ord_1"],
};

test("an order is printed with since when, its step, its outbox and the next command", () => {
  expect(printOrders([order], atMs + 18 * minuteMs)).toBe(
    [
      "ord_1  accepted for 18 min, 15.30 GBP, placed 19 min ago, cancellation requested",
      "  step  ChargePayment attempt 1 runs for 18 min",
      "  outbox  2 not published to orders-stream",
      "  next  npm run executions -- show ord_1",
    ].join("\n"),
  );
});

test("events that the relay is about to publish are not printed", () => {
  expect(printOrders([order], atMs + minuteMs)).not.toContain("outbox");
});

test.each([
  [{ ...order, execution: { name: "ord_1", status: "FAILED" } }, "the execution ended: FAILED"],
  [{ ...order, execution: undefined, steps: [] }, "its workflow has not started"],
])("what no step says is printed: %#", ({ execution, ...rest }, text) => {
  expect(printOrders([{ ...rest, ...(execution ? { execution } : {}) }], atMs)).toContain(text);
});
