import { OrderId } from "@stagecraft/contracts/ids";
import type { PlaceOrder } from "@stagecraft/contracts/place-order";
import { expect, test } from "vitest";
import { placeOrder } from "./place-order.ts";

const context = {
  id: OrderId.parse("ord_01JDZ8Q7M0000000000000000A"),
  customerId: "cus_17850",
  now: new Date("2010-12-01T08:26:00Z"),
};

const request: PlaceOrder = {
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  currency: "GBP",
  lines: [
    { code: "85123A", quantity: 6, price: "2.55" },
    { code: "71053", quantity: 3, price: "0.1" },
  ],
};

test("the total is the exact sum of the numbered lines", () => {
  const placed = placeOrder(request, context);
  expect(placed).toMatchObject({
    ok: true,
    order: {
      status: "placed",
      version: 1,
      reference: null,
      totalMinor: 6 * 255 + 3 * 10,
      lines: [
        { line: 1, priceMinor: 255, returned: 0 },
        { line: 2, priceMinor: 10, returned: 0 },
      ],
    },
  });
});

test("a total that cannot be counted exactly is refused", () => {
  const line = { code: "A", quantity: 100_000, price: "1000000" };
  const huge = { ...request, lines: Array.from({ length: 2_000 }, () => line) };
  expect(placeOrder(huge, context)).toEqual({ ok: false, reason: "total-too-large" });
});
