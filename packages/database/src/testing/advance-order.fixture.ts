import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderStatus } from "@stagecraft/contracts/order";
import type { Database } from "../connection.ts";
import { orderProgressRepository } from "../order-progress-repository.ts";
import { placedAt } from "./order-placement.fixture.ts";

/** Gives a placed order these statuses one after another, as its workflow would. */
export async function advanceOrder(
  { transaction }: Database,
  id: OrderId,
  ...statuses: readonly OrderStatus[]
): Promise<void> {
  await transaction(async (db) => {
    const progress = orderProgressRepository(db);
    let { order } = await progress.lock(id);
    for (const status of statuses) order = await progress.advance(order, status, placedAt);
  });
}
