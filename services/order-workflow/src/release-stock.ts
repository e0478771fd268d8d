import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { stockRepository } from "@stagecraft/database/stock-repository";
import type { OrderDependencies } from "./dependencies.ts";

export type Released = { readonly outcome: "released" };

/** Gives back what is still reserved for the order. */
export async function releaseStock(
  { orderId }: OrderTask,
  { database }: Pick<OrderDependencies, "database">,
): Promise<Released> {
  const { outcome } = await database.transaction(async (db) => {
    await orderProgressRepository(db).lock(orderId);
    await stockRepository(db).release(orderId);
    return { ok: true, outcome: "released" } as const;
  });
  return { outcome };
}
