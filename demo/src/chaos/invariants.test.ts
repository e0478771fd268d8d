import type { OrderId } from "@stagecraft/contracts/ids";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import { expect, test } from "vitest";
import { type InvariantInput, invariants } from "./invariants.ts";
import type { OrderSnapshot, Snapshot } from "./snapshot.ts";

const id = "ord_01ARZ3NDEKTSV4RRFFQ69G5FAV" as OrderId;

const charge: NonNullable<OrderSnapshot["charge"]> = {
  reference: chargeIdOf(id),
  amountMinor: 1_000,
  currency: "GBP",
  status: "succeeded",
  refundedMinor: 0,
};

const order: OrderSnapshot = {
  id,
  customerId: "cus_1",
  reference: "536365",
  status: "fulfilled",
  version: 3,
  orderedOn: "2010-12-01",
  country: "United Kingdom",
  lineCount: 1,
  totalMinor: 1_000,
  returnedMinor: 200,
  unpublished: 0,
  projectedVersion: 3,
  projectedMinor: 1_000,
  projectedReturnedMinor: 200,
  reservedPieces: 0,
  takenPieces: 4,
  charge,
};

const snapshot: Snapshot = {
  orders: [order],
  stock: [
    {
      code: "85123A",
      statedPieces: 10,
      onHand: 6,
      reserved: 0,
      reservedByOrders: 0,
      takenByOrders: 4,
    },
  ],
  unknownCharges: [],
  chargedMinor: 1_000,
  executions: [id],
  projectedOrders: 1,
  projectedMinor: 1_000,
  projectedReturnedMinor: 200,
};

const valid: InvariantInput = {
  snapshot,
  deadLetters: { orderIds: new Set(), repeated: [], unexplained: [], missing: [] },
  answered: ["536365"],
  isBlocked: () => false,
};

function problems(input: Partial<InvariantInput>) {
  return invariants.flatMap(({ violations }) => violations({ ...valid, ...input }));
}

const withOrder = (changes: Partial<OrderSnapshot>) => ({
  snapshot: { ...snapshot, orders: [{ ...order, ...changes }] },
});
const withStock = (changes: Partial<Snapshot["stock"][number]>) => ({
  snapshot: { ...snapshot, stock: snapshot.stock.map((row) => ({ ...row, ...changes })) },
});

test("a consistent snapshot has no violations", () => {
  expect(problems({})).toEqual([]);
});

test.each<[string, Partial<InvariantInput>, string]>([
  ["an answered order that is not stored", { answered: ["536365", "536366"] }, "order 536366 was"],
  [
    "an order that is stored twice",
    { snapshot: { ...snapshot, orders: [order, order] } },
    "order 536365 was answered, but is stored 2 times",
  ],
  [
    "a stored order that was never answered",
    { answered: [] },
    "order 536365 is stored, but was never",
  ],
  ["an order that is not final", withOrder({ status: "accepted" }), `${id} is accepted`],
  [
    "a fulfilled order without its charge",
    withOrder({ charge: undefined }),
    `${id} is fulfilled, but its charge is unknown`,
  ],
  [
    "a cancelled order that was charged",
    withOrder({ status: "cancelled" }),
    `${id} is cancelled, but was charged`,
  ],
  [
    "a charge of another amount",
    withOrder({ totalMinor: 900 }),
    `${id} totals 900, but was charged 1000`,
  ],
  [
    "a charge that belongs to no order",
    { snapshot: { ...snapshot, unknownCharges: [charge] } },
    `the charge ${chargeIdOf(id)} of 1000 belongs to no order`,
  ],
  [
    "a charge that was refunded twice",
    withOrder({
      status: "cancelled",
      charge: { ...charge, status: "refunded", refundedMinor: 2_000 },
    }),
    `${id} was charged 1000, but refunded 2000`,
  ],
  [
    "an order that was charged twice",
    { snapshot: { ...snapshot, chargedMinor: 2_000 } },
    "the provider charged 2000, but the fulfilled orders total 1000",
  ],
  [
    "a second execution",
    { snapshot: { ...snapshot, executions: [id, `${id}-2`] } },
    `${id} has 2 executions`,
  ],
  [
    "an execution that belongs to no order",
    { snapshot: { ...snapshot, executions: [id, "another"] } },
    "the execution another belongs to no order",
  ],
  [
    "stock that was taken twice",
    withStock({ onHand: 2 }),
    "85123A: 2 on hand of 10, but orders took 4",
  ],
  [
    "reserved stock without an order",
    withStock({ reserved: 1 }),
    "85123A: 1 reserved, but orders reserve 0",
  ],
  [
    "a final order that still reserves stock",
    withOrder({ reservedPieces: 4 }),
    `${id} is final, but still reserves`,
  ],
  [
    "an order out of stock that took pieces",
    withOrder({ status: "out-of-stock", charge: undefined }),
    `${id} is out-of-stock, but took 4 pieces`,
  ],
  [
    "an event that is not published",
    withOrder({ unpublished: 1 }),
    `${id} has 1 unpublished events`,
  ],
  [
    "a projection of an old version",
    withOrder({ projectedVersion: 2 }),
    `${id} has version 3, but 2 in the projection`,
  ],
  [
    "a projection of another amount",
    withOrder({ projectedMinor: 1 }),
    `${id} sold 1000, but 1 in the projection`,
  ],
  [
    "an event that is projected twice",
    { snapshot: { ...snapshot, projectedMinor: 2_000 } },
    "sales in the projection: 2000, but in the orders: 1000",
  ],
  [
    "an unexplained dead-letter message",
    {
      deadLetters: {
        ...valid.deadLetters,
        unexplained: ["OrdersDeadLetters m1: no cause in the logs"],
      },
    },
    "OrdersDeadLetters m1",
  ],
  [
    "a blocked order without a dead-letter message",
    {
      ...withOrder({ status: "placed", charge: undefined, takenPieces: 0 }),
      isBlocked: () => true,
    },
    `${id} is blocked, but has no dead-letter message`,
  ],
])("%s is found", (_what, input, problem) => {
  expect(problems(input)).toContainEqual(expect.stringContaining(problem));
});
