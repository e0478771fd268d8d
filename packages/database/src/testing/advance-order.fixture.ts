import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderStatus } from "@stagecraft/contracts/order";
import type { Database } from "../connection.ts";
import { orderProgressRepository } from "../order-progress-repository.ts";
import { placedAt } from "./placing.fixture.ts";

/** Moves a placed order on as its workflow would, for the tests. */
export async function advanceOrder(
  { transaction }: Database,
  id: OrderId,
  ...statuses: readonly OrderStatus[]
): Promise<void> {
  await transaction(async (db) => {
    const progress = orderProgressRepository(db);
    let { order } = await progress.lock(id);
    for (const status of statuses) order = await progress.advance(order, status, placedAt);
    return { ok: true };
  });
}
