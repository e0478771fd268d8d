import { acceptEvent } from "@stagecraft/contracts/events/event-versions";
import {
  type OrderChanged,
  orderChangedVersions,
} from "@stagecraft/contracts/events/order-changed";
import { OrderId } from "@stagecraft/contracts/ids";
import { releasedMessages } from "@stagecraft/contracts/testing/released-messages";
import fc from "fast-check";
import { expect, test } from "vitest";
import { projectChanges } from "./project-changes.ts";

const orderId = OrderId.parse("ord_01JDZ8Q7M0000000000000000A");
const otherId = OrderId.parse("ord_01JDZ8Q7M0000000000000000B");

function change(version: number, more: Partial<OrderChanged["data"]> = {}): OrderChanged["data"] {
  return {
    orderId,
    version,
    customerId: "cus_17850",
    status: "placed",
    orderedOn: "2010-12-01",
    country: "United Kingdom",
    currency: "GBP",
    totalMinor: 1_000,
    returnedMinor: 0,
    ...more,
  };
}

const day = { orderedOn: "2010-12-01", country: "United Kingdom", currency: "GBP" } as const;

test("an order counts when it is placed, its total when it is fulfilled, and its returns at once", () => {
  const changes = [
    change(1),
    change(2, { status: "accepted" }),
    change(3, { status: "fulfilled" }),
    change(4, { status: "fulfilled", returnedMinor: 300 }),
    change(5, { status: "fulfilled", returnedMinor: 450 }),
  ];
  const projection = projectChanges([], changes);
  expect(projection.days).toEqual([{ ...day, orders: 1, totalMinor: 1_000, returnedMinor: 450 }]);
  const added = { orderId, version: 5, totalMinor: 1_000, returnedMinor: 450 };
  expect(projection).toMatchObject({ known: [], added: [added] });
});

test("of a projected order, only the difference is added", () => {
  const before = { orderId, version: 3, totalMinor: 1_000, returnedMinor: 0 };
  const event = change(4, { status: "fulfilled", returnedMinor: 300 });
  expect(projectChanges([before], [event])).toEqual({
    known: [{ ...before, version: 4, returnedMinor: 300 }],
    added: [],
    days: [{ ...day, orders: 0, totalMinor: 0, returnedMinor: 300 }],
    outcomes: ["projected"],
  });
});

test("a projected version is a duplicate and adds nothing", () => {
  const before = { orderId, version: 2, totalMinor: 0, returnedMinor: 0 };
  expect(projectChanges([before], [change(1), change(2)])).toEqual({
    known: [],
    added: [],
    days: [],
    outcomes: ["duplicate", "duplicate"],
  });
});

test("a gap and all later versions of its order are refused, and other orders are projected", () => {
  const { outcomes, added } = projectChanges(
    [],
    [change(1), change(3), change(4), change(1, { orderId: otherId }), change(2)],
  );
  expect(outcomes).toEqual(["projected", "gap", "gap", "projected", "projected"]);
  expect(added.map(({ version }) => version)).toEqual([2, 1]);
});

test("days, countries and currencies have separate sums", () => {
  const { days } = projectChanges(
    [],
    [change(1), change(1, { orderId: otherId, country: "France", currency: "EUR" })],
  );
  expect(days.map(({ country, currency, orders }) => [country, currency, orders])).toEqual([
    ["United Kingdom", "GBP", 1],
    ["France", "EUR", 1],
  ]);
});

test.each(releasedMessages("order.changed"))(
  "every message of released version $version is projected once",
  ({ messages }) => {
    fc.assert(
      fc.property(messages, (message) => {
        const accepted = acceptEvent(orderChangedVersions, message);
        if (!accepted.ok) throw new Error(JSON.stringify(accepted.errors));
        const { data } = accepted.value;
        const before = {
          orderId: data.orderId,
          version: data.version - 1,
          totalMinor: 0,
          returnedMinor: 0,
        };
        const projected = data.version === 1 ? [] : [before];
        const { outcomes, days } = projectChanges(projected, [data, data]);
        expect(outcomes).toEqual(["projected", "duplicate"]);
        expect(days).toMatchObject([
          { currency: data.currency, returnedMinor: data.returnedMinor },
        ]);
      }),
    );
  },
);
