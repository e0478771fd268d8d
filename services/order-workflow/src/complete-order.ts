import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { stockRepository } from "@stagecraft/database/stock-repository";
import type { OrderDependencies } from "./dependencies.ts";

export type Completed = {
  readonly outcome: "fulfilled" | "cancelled" | "reservation-lost";
};

/**
 * Takes what is reserved for a charged order out of the stock and fulfils it, unless its customer wants it no more
 * or the goods are not its own any more. The order stays as it is then, for the workflow to undo.
 */
export async function completeOrder(
  { orderId }: OrderTask,
  { database, metrics, now }: OrderDependencies,
): Promise<Completed> {
  const { outcome, changed } = await database.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    const { order, cancelRequested } = await progress.lock(orderId);
    if (order.status === "fulfilled") return { ok: true, outcome: order.status, changed: false };
    if (cancelRequested) return { ok: true, outcome: "cancelled", changed: false } as const;
    if (order.status !== "accepted" || !(await stockRepository(db).take(orderId))) {
      return { ok: true, outcome: "reservation-lost", changed: false } as const;
    }
    await progress.advance(order, "fulfilled", now());
    return { ok: true, outcome: "fulfilled", changed: true } as const;
  });
  if (changed) metrics.add("OrderFulfilled");
  return { outcome };
}
