import { expect, test } from "vitest";
import { fulfilledOrder } from "./order.fixture.ts";
import { orderAfterReturn } from "./order-after-return.ts";

test("a return adds to earlier returns and increments the version", () => {
  const line = { code: "71053", priceMinor: 339, refundMinor: 339 };
  const after = orderAfterReturn(fulfilledOrder, { lines: [{ ...line, line: 2, quantity: 1 }] });
  expect(after.version).toBe(fulfilledOrder.version + 1);
  expect(after.lines.map(({ returned }) => returned)).toEqual([0, 2, 0]);
});
