import type { Letters } from "./letters.ts";
import type { OrderAccount, Situation } from "./situation.ts";

/** What must hold whenever nothing is under way; each gives what breaks it, one line each. */
export type Invariant = {
  readonly name: string;
  broken(look: Look): readonly string[];
};

/** What is looked at. */
export type Look = {
  readonly situation: Situation;
  readonly letters: Letters;
  /** References of the orders that were answered, each once. */
  readonly answered: readonly string[];
  /** Whether an order waits for the planted bug to be mended. */
  readonly waits: (order: OrderAccount) => boolean;
};

/** How an order may end by itself; `failed` and `needs-attention` are for a person. */
export const finalStates: ReadonlySet<string> = new Set([
  "fulfilled",
  "out-of-stock",
  "payment-declined",
  "payment-timed-out",
  "cancelled",
]);

export const invariants: readonly Invariant[] = [
  {
    name: "each answered order is stored once",
    broken: ({ situation, answered }) => [
      ...differing(
        countBy(situation.orders, ({ reference }) => reference ?? ""),
        answered,
      ),
    ],
  },
  {
    name: "each order is in one final state, unless it waits for a fix",
    broken: ({ situation, waits }) =>
      situation.orders
        .filter((order) => !finalStates.has(order.status) && !waits(order))
        .map(({ id, status }) => `${id} is ${status}`),
  },
  {
    name: "each fulfilled order is charged once, in full, and no other order is",
    broken: ({ situation }) => [
      ...situation.strayCharges.map(
        ({ reference, amountMinor }) => `${reference} over ${amountMinor} is no order's`,
      ),
      ...situation.orders.flatMap((order) => chargeProblem(order) ?? []),
    ],
  },
  {
    name: "each charge is given back once at most",
    broken: ({ situation }) =>
      situation.orders.flatMap(({ id, charge }) =>
        charge && charge.refundedMinor > charge.amountMinor
          ? [`${id} was charged ${charge.amountMinor}, and given back ${charge.refundedMinor}`]
          : [],
      ),
  },
  {
    name: "the provider's ledger equals ours",
    broken: ({ situation: { chargedMinor, orders } }) => {
      const fulfilled = orders.filter(({ status }) => status === "fulfilled");
      const owedMinor = sum(fulfilled, ({ totalMinor }) => totalMinor);
      if (chargedMinor === owedMinor) return [];
      return [`the provider took ${chargedMinor}, and fulfilled orders make ${owedMinor}`];
    },
  },
  {
    name: "no order has two workflows",
    broken: ({ situation: { executions, orders } }) => {
      const ids = new Set<string>(orders.map(({ id }) => id));
      return [...countBy(executions, orderIdOf)].flatMap(([id, times]) => {
        if (!ids.has(id)) return [`an execution is called ${id}, which is no order`];
        return times > 1 ? [`${id} has ${times} executions`] : [];
      });
    },
  },
  {
    name: "stock adds up",
    broken: ({ situation }) => [
      ...situation.stock
        .filter(
          ({ onHand, statedPieces, takenByOrders }) => onHand !== statedPieces - takenByOrders,
        )
        .map(
          ({ code, onHand, statedPieces, takenByOrders }) =>
            `${code}: ${onHand} on hand of ${statedPieces}, and ${takenByOrders} taken`,
        ),
      ...situation.stock
        .filter(({ reserved, reservedByOrders }) => reserved !== reservedByOrders)
        .map(
          ({ code, reserved, reservedByOrders }) =>
            `${code}: ${reserved} reserved, and ${reservedByOrders} for orders`,
        ),
      ...situation.orders
        .filter(({ status, reservedPieces }) => finalStates.has(status) && reservedPieces > 0)
        .map(({ id, reservedPieces }) => `${id} has ended and holds ${reservedPieces} pieces`),
      ...situation.orders
        .filter(({ status, takenPieces }) => status !== "fulfilled" && takenPieces > 0)
        .map(({ id, status, takenPieces }) => `${id} is ${status} and took ${takenPieces} pieces`),
    ],
  },
  {
    name: "each event is published, and in the projection once",
    broken: ({ situation, waits }) => [
      ...situation.orders
        .filter((order) => order.unpublished > 0 && !waits(order))
        .map(({ id, unpublished }) => `${id} has ${unpublished} events unpublished`),
      ...situation.orders.flatMap((order) => projectionProblem(order) ?? []),
      ...sumProblems(situation),
    ],
  },
  {
    name: "each poison message is a dead letter with its cause, and nothing else is",
    broken: ({ letters, situation, waits }) => [
      ...letters.unexplained,
      ...letters.missing,
      ...situation.orders
        .filter((order) => waits(order) && !letters.orderIds.has(order.id))
        .map(({ id }) => `${id} waits, and no dead letter is about it`),
    ],
  },
];

/** An execution is called by its order, whatever comes behind that. */
function orderIdOf(executionName: string): string {
  return /^ord_[^-]+/.exec(executionName)?.[0] ?? executionName;
}

function chargeProblem({ id, status, totalMinor, charge }: OrderAccount): string | undefined {
  const succeeded = charge?.status === "succeeded";
  if (status === "fulfilled" && !succeeded) {
    return `${id} is fulfilled, and its charge is ${charge?.status ?? "unknown"}`;
  }
  if (status !== "fulfilled" && succeeded) return `${id} is ${status}, and was charged`;
  if (succeeded && charge.amountMinor !== totalMinor) {
    return `${id} is over ${totalMinor}, and was charged ${charge.amountMinor}`;
  }
  return undefined;
}

function projectionProblem(order: OrderAccount): string | undefined {
  const { id, version, projectedVersion, projectedMinor, projectedReturnedMinor } = order;
  const soldMinor = order.status === "fulfilled" ? order.totalMinor : 0;
  if (projectedVersion !== version)
    return `${id} is at ${version}, projected at ${projectedVersion}`;
  if (projectedMinor !== soldMinor) return `${id} sold ${soldMinor}, projected ${projectedMinor}`;
  if (projectedReturnedMinor === order.returnedMinor) return undefined;
  return `${id} returned ${order.returnedMinor}, projected ${projectedReturnedMinor}`;
}

/** The days' sums are made in steps, so that an event taken twice shows in them though the orders agree. */
function sumProblems(situation: Situation): readonly string[] {
  const { orders } = situation;
  const sold = orders.filter(({ status }) => status === "fulfilled");
  return [
    compare("orders in the projection", situation.projectedOrders, orders.length),
    compare(
      "sales in the projection",
      situation.projectedMinor,
      sum(sold, (each) => each.totalMinor),
    ),
    compare(
      "returns in the projection",
      situation.projectedReturnedMinor,
      sum(orders, (each) => each.returnedMinor),
    ),
  ].flatMap((problem) => problem ?? []);
}

function compare(what: string, found: number, expected: number): string | undefined {
  return found === expected ? undefined : `${what}: ${found}, and the orders make ${expected}`;
}

function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0);
}

function countBy<Item>(items: readonly Item[], keyOf: (item: Item) => string) {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}

function* differing(stored: ReadonlyMap<string, number>, answered: readonly string[]) {
  const expected = new Set(answered);
  for (const reference of expected) {
    const times = stored.get(reference) ?? 0;
    if (times !== 1) yield `${reference} was answered and is stored ${times} times`;
  }
  for (const reference of stored.keys()) {
    if (!expected.has(reference)) yield `${reference} is stored and was never answered`;
  }
}
