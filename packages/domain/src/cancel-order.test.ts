import { expect, test } from "vitest";
import { cancelOrder } from "./cancel-order.ts";

test("an order for which nothing was done is cancelled at once", () => {
  expect(cancelOrder({ status: "placed" })).toEqual({ ok: true, way: "at-once" });
});

test("an order under way is cancelled by its workflow", () => {
  expect(cancelOrder({ status: "accepted" })).toEqual({ ok: true, way: "by-workflow" });
});

test("an order is cancelled once", () => {
  expect(cancelOrder({ status: "cancelled" })).toEqual({ ok: false, reason: "already-cancelled" });
});

test.each(["fulfilled", "out-of-stock", "payment-declined", "needs-attention"] as const)(
  "an order that is %s is not cancelled",
  (status) => {
    expect(cancelOrder({ status })).toEqual({ ok: false, reason: "not-cancellable" });
  },
);
