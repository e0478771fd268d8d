import type { OrderId } from "@stagecraft/contracts/ids";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import { expect, test } from "vitest";
import { invariants, type Look } from "./invariants.ts";
import type { OrderAccount, Situation } from "./situation.ts";

const id = "ord_01ARZ3NDEKTSV4RRFFQ69G5FAV" as OrderId;

const charge: NonNullable<OrderAccount["charge"]> = {
  reference: chargeIdOf(id),
  amountMinor: 1_000,
  currency: "GBP",
  status: "succeeded",
  refundedMinor: 0,
};

const order: OrderAccount = {
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

const situation: Situation = {
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
  strayCharges: [],
  chargedMinor: 1_000,
  executions: [id],
  projectedOrders: 1,
  projectedMinor: 1_000,
  projectedReturnedMinor: 200,
};

const sound: Look = {
  situation,
  letters: { orderIds: new Set(), unexplained: [], missing: [] },
  answered: ["536365"],
  waits: () => false,
};

function problems(look: Partial<Look>) {
  return invariants.flatMap(({ broken }) => broken({ ...sound, ...look }));
}

const withOrder = (changes: Partial<OrderAccount>) => ({
  situation: { ...situation, orders: [{ ...order, ...changes }] },
});
const withStock = (changes: Partial<Situation["stock"][number]>) => ({
  situation: { ...situation, stock: situation.stock.map((row) => ({ ...row, ...changes })) },
});

test("where everything agrees nothing is broken", () => {
  expect(problems({})).toEqual([]);
});

test.each<[string, Partial<Look>, string]>([
  ["an order that was answered and is gone", { answered: ["536365", "536366"] }, "536366 was"],
  [
    "an order that is there twice",
    { situation: { ...situation, orders: [order, order] } },
    "536365 was answered and is stored 2 times",
  ],
  ["an order that nobody was answered", { answered: [] }, "536365 is stored and was never"],
  ["an order that has not ended", withOrder({ status: "accepted" }), `${id} is accepted`],
  [
    "a fulfilled order without its charge",
    withOrder({ charge: undefined }),
    `${id} is fulfilled, and its charge is unknown`,
  ],
  [
    "a cancelled order that was charged",
    withOrder({ status: "cancelled" }),
    `${id} is cancelled, and was charged`,
  ],
  [
    "a charge over another amount",
    withOrder({ totalMinor: 900 }),
    `${id} is over 900, and was charged 1000`,
  ],
  [
    "a charge that is no order's",
    { situation: { ...situation, strayCharges: [charge] } },
    `${chargeIdOf(id)} over 1000 is no order's`,
  ],
  [
    "a charge that was given back twice",
    withOrder({
      status: "cancelled",
      charge: { ...charge, status: "refunded", refundedMinor: 2_000 },
    }),
    `${id} was charged 1000, and given back 2000`,
  ],
  [
    "money that was taken twice",
    { situation: { ...situation, chargedMinor: 2_000 } },
    "the provider took 2000, and fulfilled orders make 1000",
  ],
  [
    "a second workflow",
    { situation: { ...situation, executions: [id, `${id}-2`] } },
    `${id} has 2 executions`,
  ],
  [
    "a workflow of no order",
    { situation: { ...situation, executions: [id, "another"] } },
    "an execution is called another, which is no order",
  ],
  ["stock that was taken twice", withStock({ onHand: 2 }), "85123A: 2 on hand of 10, and 4 taken"],
  ["stock that is held for nobody", withStock({ reserved: 1 }), "85123A: 1 reserved, and 0 for"],
  [
    "an ended order that holds stock",
    withOrder({ reservedPieces: 4 }),
    `${id} has ended and holds`,
  ],
  [
    "an order out of stock that took some",
    withOrder({ status: "out-of-stock", charge: undefined }),
    `${id} is out-of-stock and took 4 pieces`,
  ],
  ["an event that is not published", withOrder({ unpublished: 1 }), `${id} has 1 events`],
  ["a projection that lags", withOrder({ projectedVersion: 2 }), `${id} is at 3, projected at 2`],
  ["a projection of another sum", withOrder({ projectedMinor: 1 }), `${id} sold 1000, projected 1`],
  [
    "an event that is in the sums twice",
    { situation: { ...situation, projectedMinor: 2_000 } },
    "sales in the projection: 2000, and the orders make 1000",
  ],
  [
    "a dead letter that nothing explains",
    { letters: { ...sound.letters, unexplained: ["OrdersDeadLetters m1: no log says why"] } },
    "OrdersDeadLetters m1",
  ],
  [
    "an order that waits without a dead letter",
    { ...withOrder({ status: "placed", charge: undefined, takenPieces: 0 }), waits: () => true },
    `${id} waits, and no dead letter is about it`,
  ],
])("%s is found", (_what, look, says) => {
  expect(problems(look)).toContainEqual(expect.stringContaining(says));
});
