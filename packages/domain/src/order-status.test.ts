import { expect, test } from "vitest";
import { mayBecome, statusesBefore } from "./order-status.ts";

test.each([
  ["placed", "accepted", true],
  ["placed", "cancelled", true],
  ["accepted", "cancelled", true],
  ["accepted", "placed", false],
  ["accepted", "accepted", false],
  ["cancelled", "accepted", false],
] as const)("from %s to %s: %s", (from, to, allowed) => {
  expect(mayBecome(from, to)).toBe(allowed);
  expect(statusesBefore(to).includes(from)).toBe(allowed);
});
