import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import type { OrderDependencies } from "./dependencies.ts";

export type Stopped = { readonly outcome: "stopped" | "fulfilled" };

/**
 * Makes sure that the order is not fulfilled any more, or finds that it was. When completing it failed nobody knows
 * whether it took effect, and what is fulfilled must not be refunded.
 */
export async function stopOrder(
  { orderId }: OrderTask,
  { database, now }: Pick<OrderDependencies, "database" | "now">,
): Promise<Stopped> {
  const { outcome } = await database.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    const { order } = await progress.lock(orderId);
    if (order.status === "fulfilled") return { ok: true, outcome: order.status };
    await progress.requestCancellation(orderId, now());
    return { ok: true, outcome: "stopped" } as const;
  });
  return { outcome };
}
