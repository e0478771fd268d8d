import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import type { OrderDependencies } from "./dependencies.ts";

export type Stopped = { readonly outcome: "stopped" | "fulfilled" };

/**
 * Prevents the order from being fulfilled, or finds that it is fulfilled. A failed CompleteOrder may have taken effect, and a
 * fulfilled order must not be refunded.
 */
export async function stopOrder(
  { orderId }: OrderTask,
  { database, now }: Pick<OrderDependencies, "database" | "now">,
): Promise<Stopped> {
  return database.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    const { order } = await progress.lock(orderId);
    if (order.status === "fulfilled") return { outcome: order.status };
    await progress.requestCancellation(orderId, now());
    return { outcome: "stopped" };
  });
}
