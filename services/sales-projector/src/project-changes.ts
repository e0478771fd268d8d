import type { OrderChanged } from "@stagecraft/contracts/events/order-changed";
import type { DaySales, ProjectedOrder } from "@stagecraft/database/sales-repository";

type Change = OrderChanged["data"];

/** The effect of a batch of changes on the projection. */
export type Projection = {
  /** Orders that were projected before, in their new state. */
  readonly known: readonly ProjectedOrder[];
  /** Orders that are new in the projection. */
  readonly added: readonly ProjectedOrder[];
  /** What is added to the sales, one entry for each day, country and currency. */
  readonly days: readonly DaySales[];
  /** The outcome of each change. */
  readonly outcomes: readonly ("projected" | "duplicate" | "gap")[];
};

/**
 * Computes the effect of changes on the projection. A projected version is a duplicate. A version behind a gap is refused, because
 * the missing version may have changed the same sums.
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
