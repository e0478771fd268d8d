import type { OrderChanged } from "@stagecraft/contracts/events/order-changed";
import type { DaySales, ProjectedOrder } from "@stagecraft/database/sales-repository";

type Change = OrderChanged["data"];

/** What a batch of changes does to the projection. */
export type Projection = {
  /** Orders that were followed before, as they are now. */
  readonly known: readonly ProjectedOrder[];
  /** Orders that are followed from now on. */
  readonly added: readonly ProjectedOrder[];
  /** What is added to their days: one for each day, country and currency. */
  readonly days: readonly DaySales[];
  /** What became of each change. */
  readonly outcomes: readonly ("projected" | "duplicate" | "gap")[];
};

/**
 * Follows the orders through their changes. A version that was seen is a duplicate; one that is not the next leaves a
 * gap behind it and is refused, for what it adds cannot be told from what the missing one added.
 */
export function projectChanges(
  before: readonly ProjectedOrder[],
  changes: readonly Change[],
): Projection {
  const orders = new Map(before.map((order) => [order.orderId, order]));
  const touched = new Set<string>();
  const days = new Map<string, DaySales>();

  const outcomes = changes.map((change) => {
    const order = orders.get(change.orderId);
    const version = order?.version ?? 0;
    if (change.version <= version) return "duplicate";
    if (change.version > version + 1) return "gap";

    const { orderId, returnedMinor } = change;
    const totalMinor = change.status === "fulfilled" ? change.totalMinor : 0;
    orders.set(orderId, { orderId, version: change.version, totalMinor, returnedMinor });
    touched.add(orderId);

    const { orderedOn, country, currency } = change;
    const key = JSON.stringify([orderedOn, country, currency]);
    const day = days.get(key);
    days.set(key, {
      orderedOn,
      country,
      currency,
      orders: (day?.orders ?? 0) + (order ? 0 : 1),
      totalMinor: (day?.totalMinor ?? 0) + totalMinor - (order?.totalMinor ?? 0),
      returnedMinor: (day?.returnedMinor ?? 0) + returnedMinor - (order?.returnedMinor ?? 0),
    });
    return "projected";
  });

  const known = new Set(before.map(({ orderId }) => orderId));
  const after = [...orders.values()].filter(({ orderId }) => touched.has(orderId));
  return {
    known: after.filter(({ orderId }) => known.has(orderId)),
    added: after.filter(({ orderId }) => !known.has(orderId)),
    days: [...days.values()],
    outcomes,
  };
}
