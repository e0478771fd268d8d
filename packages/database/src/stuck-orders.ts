import type { OrderId } from "@stagecraft/contracts/ids";
import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "./connection.ts";
import { orderProgressRepository } from "./order-progress-repository.ts";
import { orders, outbox } from "./schema.ts";
import { stockRepository } from "./stock-repository.ts";

/** The most orders of one call. */
const maximumOrders = 100;

/**
 * Makes events due again that were published before that time at this destination, and whose orders are still `placed`. Returns
 * the orders.
 */
export async function republishStuck(
  db: Db,
  destination: string,
  publishedBefore: Date,
): Promise<OrderId[]> {
  const { rows } = await db.execute<{ id: OrderId }>(sql`
    with stuck as (
      select ${outbox.id}, ${outbox.destination} from ${orders}
      join ${outbox} on ${outbox.orderId} = ${orders.id} and ${outbox.destination} = ${destination}
      where ${orders.status} = 'placed' and ${orders.createdAt} < ${publishedBefore}
        and ${outbox.publishedAt} < ${publishedBefore}
      order by ${orders.createdAt}
      limit ${maximumOrders}
      for update of ${outbox} skip locked
    )
    update ${outbox} set published_at = null
    from stuck where ${outbox.id} = stuck.id and ${outbox.destination} = stuck.destination
    returning ${outbox.orderId} as id`);
  return rows.map(({ id }) => id);
}

/**
 * Fails orders that were placed before that time and are still `placed`: they have no reservations and were not charged. Runs in a
 * transaction, also concurrently. Returns the orders; none when all are done.
 */
export async function failStuck(db: Db, placedBefore: Date, now: Date): Promise<OrderId[]> {
  const stuck = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.status, "placed"), lt(orders.createdAt, placedBefore)))
    .orderBy(asc(orders.createdAt))
    .limit(maximumOrders)
    .for("update", { skipLocked: true });
  const progress = orderProgressRepository(db);
  for (const { id } of stuck) {
    const { order } = await progress.lock(id);
    await progress.advance(order, "failed", now);
  }
  return stuck.map(({ id }) => id);
}

/**
 * Gives orders that were placed before that time and are still `accepted` the status `needs-attention`: their workflow ended without
 * a final status, so that it is unknown whether they were charged. Their reservations are released. Runs in a transaction, also
 * concurrently. Returns the orders; none when all are done.
 */
export async function handOverStuck(db: Db, placedBefore: Date, now: Date): Promise<OrderId[]> {
  const stuck = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.status, "accepted"), lt(orders.createdAt, placedBefore)))
    .orderBy(asc(orders.createdAt))
    .limit(maximumOrders)
    .for("update", { skipLocked: true });
  const ids = stuck.map(({ id }) => id);
  if (ids.length === 0) return [];
  await stockRepository(db).release(...ids);
  const progress = orderProgressRepository(db);
  for (const id of ids) {
    const { order } = await progress.lock(id);
    await progress.advance(order, "needs-attention", now);
  }
  return ids;
}
