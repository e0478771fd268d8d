import { ReturnId } from "@stagecraft/contracts/ids";
import type { ReturnOrder } from "@stagecraft/contracts/return-order";
import { expect, test } from "vitest";
import { fulfilledOrder } from "./order.fixture.ts";
import { returnOrder } from "./return-order.ts";

const context = {
  id: ReturnId.parse("ret_01JDZ8Q7M0000000000000000B"),
  now: new Date("2010-12-02T10:00:00Z"),
};

function takenFor(...lines: ReturnOrder["lines"]) {
  const returned = returnOrder(fulfilledOrder, { lines }, context);
  if (!returned.ok) return returned;
  const taken = returned.return.lines.map(({ line, quantity }) => [line, quantity]);
  return { refundMinor: returned.return.refundMinor, taken };
}

test("quantities are taken in line order and refunded at each line's own price", () => {
  expect(takenFor({ code: "85123A", quantity: 8 })).toEqual({
    taken: [
      [1, 6],
      [3, 2],
    ],
    refundMinor: 6 * 255 + 2 * 295,
  });
});

test("a price selects the lines with that price", () => {
  expect(takenFor({ code: "85123A", quantity: 4, price: "2.95" })).toEqual({
    taken: [[3, 4]],
    refundMinor: 4 * 295,
  });
});

test("a line without a price does not take pieces that a priced line needs", () => {
  const both = takenFor(
    { code: "85123A", quantity: 4 },
    { code: "85123A", quantity: 6, price: "2.55" },
  );
  expect(both).toMatchObject({
    taken: [
      [1, 6],
      [3, 4],
    ],
  });
});

test.each<[string, ReturnOrder["lines"][number]]>([
  ["more than was sold", { code: "85123A", quantity: 11 }],
  ["what was returned before", { code: "71053", quantity: 2 }],
  ["a code that was not sold", { code: "POST", quantity: 1 }],
  ["a price that was not paid", { code: "71053", quantity: 1, price: "3.38" }],
  ["a price that is invalid in the currency", { code: "71053", quantity: 1, price: "3.391" }],
])("%s is refused", (_, line) => {
  const fits = { code: "85123A", quantity: 1 };
  expect(takenFor(fits, line)).toEqual({
    ok: false,
    reason: "exceeds-order",
    request: 1,
  });
});

test("two lines of one code cannot take the same pieces", () => {
  const line = { code: "85123A", quantity: 6 };
  expect(takenFor(line, line)).toMatchObject({ ok: false, reason: "exceeds-order", request: 1 });
});

test.each(["placed", "accepted", "cancelled"] as const)(
  "a %s order cannot be returned",
  (status) => {
    const lines = [{ code: "85123A", quantity: 1 }];
    expect(returnOrder({ ...fulfilledOrder, status }, { lines }, context)).toEqual({
      ok: false,
      reason: "not-returnable",
    });
  },
);
