import type { ExplainedMessages } from "./dead-letter-messages.ts";
import type { OrderSnapshot, Snapshot } from "./snapshot.ts";

/** A condition that must hold whenever the run is idle. `violations` has one line each. */
export type Invariant = {
  readonly name: string;
  violations(input: InvariantInput): readonly string[];
};

export type InvariantInput = {
  readonly snapshot: Snapshot;
  readonly deadLetters: ExplainedMessages;
  /** References of the orders that the API answered. */
  readonly answered: readonly string[];
  /** Whether an order is blocked by the planted bug. */
  readonly isBlocked: (order: OrderSnapshot) => boolean;
};

/** Final states. In `failed` and `needs-attention` an order needs an operator. */
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
    violations: ({ snapshot, answered }) => [
      ...differing(
        countBy(snapshot.orders, ({ reference }) => reference ?? ""),
        answered,
      ),
    ],
  },
  {
    name: "each order is in a final state, unless the bug blocks it",
    violations: ({ snapshot, isBlocked }) =>
      snapshot.orders
        .filter((order) => !finalStates.has(order.status) && !isBlocked(order))
        .map(({ id, status }) => `${id} is ${status}, which is not a final state`),
  },
  {
    name: "each fulfilled order is charged once, in full, and no other order is charged",
    violations: ({ snapshot }) => [
      ...snapshot.unknownCharges.map(
        ({ reference, amountMinor }) =>
          `the charge ${reference} of ${amountMinor} belongs to no order`,
      ),
      ...snapshot.orders.flatMap((order) => chargeProblem(order) ?? []),
    ],
  },
  {
    name: "each charge is refunded at most once",
    violations: ({ snapshot }) =>
      snapshot.orders.flatMap(({ id, charge }) =>
        charge && charge.refundedMinor > charge.amountMinor
          ? [`${id} was charged ${charge.amountMinor}, but refunded ${charge.refundedMinor}`]
          : [],
      ),
  },
  {
    name: "the provider's ledger equals the orders",
    violations: ({ snapshot: { chargedMinor, orders } }) => {
      const fulfilled = orders.filter(({ status }) => status === "fulfilled");
      const ordersMinor = sum(fulfilled, ({ totalMinor }) => totalMinor);
      if (chargedMinor === ordersMinor) return [];
      return [
        `the provider charged ${chargedMinor}, but the fulfilled orders total ${ordersMinor}`,
      ];
    },
  },
  {
    name: "each order has at most one execution",
    violations: ({ snapshot: { executions, orders } }) => {
      const ids = new Set<string>(orders.map(({ id }) => id));
      return [...countBy(executions, orderIdOf)].flatMap(([id, times]) => {
        if (!ids.has(id)) return [`the execution ${id} belongs to no order`];
        return times > 1 ? [`${id} has ${times} executions`] : [];
      });
    },
  },
  {
    name: "stock adds up",
    violations: ({ snapshot }) => [
      ...snapshot.stock
        .filter(
          ({ onHand, statedPieces, takenByOrders }) => onHand !== statedPieces - takenByOrders,
        )
        .map(
          ({ code, onHand, statedPieces, takenByOrders }) =>
            `${code}: ${onHand} on hand of ${statedPieces}, but orders took ${takenByOrders}`,
        ),
      ...snapshot.stock
        .filter(({ reserved, reservedByOrders }) => reserved !== reservedByOrders)
        .map(
          ({ code, reserved, reservedByOrders }) =>
            `${code}: ${reserved} reserved, but orders reserve ${reservedByOrders}`,
        ),
      ...snapshot.orders
        .filter(({ status, reservedPieces }) => finalStates.has(status) && reservedPieces > 0)
        .map(
          ({ id, reservedPieces }) => `${id} is final, but still reserves ${reservedPieces} pieces`,
        ),
      ...snapshot.orders
        .filter(({ status, takenPieces }) => status !== "fulfilled" && takenPieces > 0)
        .map(({ id, status, takenPieces }) => `${id} is ${status}, but took ${takenPieces} pieces`),
    ],
  },
  {
    name: "each event is published, and projected once",
    violations: ({ snapshot, isBlocked }) => [
      ...snapshot.orders
        .filter((order) => order.unpublished > 0 && !isBlocked(order))
        .map(({ id, unpublished }) => `${id} has ${unpublished} unpublished events`),
      ...snapshot.orders.flatMap((order) => projectionProblem(order) ?? []),
      ...sumProblems(snapshot),
    ],
  },
  {
    name: "exactly the poison messages, the affected orders and failed runs of schedules are dead-letter messages, each with a cause",
    violations: ({ deadLetters, snapshot, isBlocked }) => [
      ...deadLetters.unexplained,
      ...deadLetters.missing,
      ...snapshot.orders
        .filter((order) => isBlocked(order) && !deadLetters.orderIds.has(order.id))
        .map(({ id }) => `${id} is blocked, but has no dead-letter message`),
    ],
  },
];

/** The name of an execution starts with its order's id. */
function orderIdOf(executionName: string): string {
  return /^ord_[^-]+/.exec(executionName)?.[0] ?? executionName;
}

function chargeProblem({ id, status, totalMinor, charge }: OrderSnapshot): string | undefined {
  const succeeded = charge?.status === "succeeded";
  if (status === "fulfilled" && !succeeded) {
    return `${id} is fulfilled, but its charge is ${charge?.status ?? "unknown"}`;
  }
  if (status !== "fulfilled" && succeeded) return `${id} is ${status}, but was charged`;
  if (succeeded && charge.amountMinor !== totalMinor) {
    return `${id} totals ${totalMinor}, but was charged ${charge.amountMinor}`;
  }
  return undefined;
}

function projectionProblem(order: OrderSnapshot): string | undefined {
  const { id, version, projectedVersion, projectedMinor, projectedReturnedMinor } = order;
  const soldMinor = order.status === "fulfilled" ? order.totalMinor : 0;
  if (projectedVersion !== version)
    return `${id} has version ${version}, but ${projectedVersion} in the projection`;
  if (projectedMinor !== soldMinor)
    return `${id} sold ${soldMinor}, but ${projectedMinor} in the projection`;
  if (projectedReturnedMinor === order.returnedMinor) return undefined;
  return `${id} returned ${order.returnedMinor}, but ${projectedReturnedMinor} in the projection`;
}

/** Each event adds to the sums of a day: an event that is projected twice shows only in the sums. */
function sumProblems(snapshot: Snapshot): readonly string[] {
  const { orders } = snapshot;
  const sold = orders.filter(({ status }) => status === "fulfilled");
  return [
    compare("orders in the projection", snapshot.projectedOrders, orders.length),
    compare(
      "sales in the projection",
      snapshot.projectedMinor,
      sum(sold, (each) => each.totalMinor),
    ),
    compare(
      "returns in the projection",
      snapshot.projectedReturnedMinor,
      sum(orders, (each) => each.returnedMinor),
    ),
  ].flatMap((problem) => problem ?? []);
}

function compare(what: string, found: number, expected: number): string | undefined {
  return found === expected ? undefined : `${what}: ${found}, but in the orders: ${expected}`;
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
    if (times !== 1) yield `order ${reference} was answered, but is stored ${times} times`;
  }
  for (const reference of stored.keys()) {
    if (!expected.has(reference)) yield `order ${reference} is stored, but was never answered`;
  }
}
