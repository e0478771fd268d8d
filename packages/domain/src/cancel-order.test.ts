import { expect, test } from "vitest";
import { cancelOrder } from "./cancel-order.ts";

test("a placed order is cancelled at once", () => {
  expect(cancelOrder({ status: "placed" })).toEqual({ ok: true, way: "at-once" });
});

test("an accepted order is cancelled by its workflow", () => {
  expect(cancelOrder({ status: "accepted" })).toEqual({ ok: true, way: "by-workflow" });
});

test("an order is cancelled once", () => {
  expect(cancelOrder({ status: "cancelled" })).toEqual({ ok: false, reason: "already-cancelled" });
});

test.each(["fulfilled", "out-of-stock", "payment-declined", "needs-attention"] as const)(
  "an order with the status %s is not cancelled",
  (status) => {
    expect(cancelOrder({ status })).toEqual({ ok: false, reason: "not-cancellable" });
  },
);
