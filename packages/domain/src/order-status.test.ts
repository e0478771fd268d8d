import { OrderStatus } from "@stagecraft/contracts/order";
import { expect, test } from "vitest";
import { isFinal, mayBecome } from "./order-status.ts";

test.each([
  ["placed", "accepted", true],
  ["placed", "out-of-stock", true],
  ["placed", "fulfilled", false],
  ["placed", "payment-declined", false],
  ["accepted", "fulfilled", true],
  ["accepted", "cancelled", true],
  ["accepted", "placed", false],
  ["accepted", "accepted", false],
  ["fulfilled", "cancelled", false],
  ["cancelled", "accepted", false],
] as const)("from %s to %s: %s", (from, to, allowed) => {
  expect(mayBecome(from, to)).toBe(allowed);
});

test("all statuses but placed and accepted are final", () => {
  const notFinal = OrderStatus.options.filter((status) => !isFinal(status));
  expect(notFinal).toEqual(["placed", "accepted"]);
});
