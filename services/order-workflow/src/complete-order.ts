import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { stockRepository } from "@stagecraft/database/stock-repository";
import type { OrderDependencies } from "./dependencies.ts";

export type Completed = {
  readonly outcome: "fulfilled" | "cancelled" | "reservation-lost";
};

/**
 * Takes the reserved pieces of a charged order out of the stock and fulfils the order. When its cancellation was requested or its
 * reservation was released, the order does not change, and the workflow undoes its steps.
 */
export async function completeOrder(
  { orderId }: OrderTask,
  { database, metrics, now }: OrderDependencies,
): Promise<Completed> {
  const { outcome, fulfilled } = await database.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    const { order, cancelRequested } = await progress.lock(orderId);
    if (order.status === "fulfilled") return { outcome: order.status };
    if (cancelRequested) return { outcome: "cancelled" } as const;
    if (order.status !== "accepted" || !(await stockRepository(db).take(orderId))) {
      return { outcome: "reservation-lost" } as const;
    }
    await progress.advance(order, "fulfilled", now());
    return { outcome: "fulfilled", fulfilled: order } as const;
  });
  if (fulfilled) {
    metrics.add("OrderFulfilled");
    metrics.add("OrderFulfilmentMs", now().getTime() - fulfilled.createdAt.getTime());
    metrics.add("OrderRevenueMinor", fulfilled.totalMinor, fulfilled.currency);
  }
  return { outcome };
}
