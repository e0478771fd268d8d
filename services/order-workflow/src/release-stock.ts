import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { stockRepository } from "@stagecraft/database/stock-repository";
import type { OrderDependencies } from "./dependencies.ts";

export type Released = { readonly outcome: "released" };

/** Releases the order's reserved stock. */
export async function releaseStock(
  { orderId }: OrderTask,
  { database }: Pick<OrderDependencies, "database">,
): Promise<Released> {
  await database.transaction(async (db) => {
    await orderProgressRepository(db).lock(orderId);
    await stockRepository(db).release(orderId);
  });
  return { outcome: "released" };
}
