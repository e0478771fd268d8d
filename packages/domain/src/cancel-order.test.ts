import { expect, test } from "vitest";
import { cancelOrder } from "./cancel-order.ts";
import { acceptedOrder } from "./order.fixture.ts";

const untouched = {
  ...acceptedOrder,
  lines: acceptedOrder.lines.map((line) => ({ ...line, returned: 0 })),
};

test.each(["placed", "accepted"] as const)("an order that is %s is cancelled", (status) => {
  expect(cancelOrder({ ...untouched, status })).toMatchObject({
    ok: true,
    order: { status: "cancelled", version: untouched.version + 1 },
  });
});

test("an order is cancelled once", () => {
  const cancelled = { ...untouched, status: "cancelled" as const };
  expect(cancelOrder(cancelled)).toEqual({ ok: false, reason: "already-cancelled" });
});

test("an order of which goods came back is not cancelled", () => {
  expect(cancelOrder(acceptedOrder)).toEqual({ ok: false, reason: "not-cancellable" });
});
