import type { OrderId } from "@stagecraft/contracts/ids";
import { and, asc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "./connection.ts";
import { orderProgressRepository } from "./order-progress-repository.ts";
import { orders, outbox } from "./schema.ts";
import { stockRepository } from "./stock-repository.ts";

/** As many orders as one call looks at. */
const atOnce = 100;

/**
 * Makes the events due again that were published before then at this destination, and of whose orders nothing came
 * since: they are still `placed`. Returns those orders.
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
      limit ${atOnce}
      for update of ${outbox} skip locked
    )
    update ${outbox} set published_at = null
    from stuck where ${outbox.id} = stuck.id and ${outbox.destination} = stuck.destination
    returning ${outbox.orderId} as id`);
  return rows.map(({ id }) => id);
}

/**
 * Ends orders as `failed` that were placed before then and of which nothing came: no stock is theirs and nothing was
 * charged. Runs in a transaction, beside others; returns the orders, and none once all is done.
 */
export async function failStuck(db: Db, placedBefore: Date, now: Date): Promise<OrderId[]> {
  const stuck = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.status, "placed"), lt(orders.createdAt, placedBefore)))
    .orderBy(asc(orders.createdAt))
    .limit(atOnce)
    .for("update", { skipLocked: true });
  const progress = orderProgressRepository(db);
  for (const { id } of stuck) {
    const { order } = await progress.lock(id);
    await progress.advance(order, "failed", now);
  }
  return stuck.map(({ id }) => id);
}

/**
 * Hands accepted orders to a person that were placed before then: their workflow ended without a word of them, so
 * nobody knows whether they were charged. What is still reserved for them is given back. Runs in a transaction, beside
 * others; returns the orders, and none once all is done.
 */
export async function handOverStuck(db: Db, placedBefore: Date, now: Date): Promise<OrderId[]> {
  const stuck = await db
    .select({ id: orders.id })
    .from(orders)
    .where(and(eq(orders.status, "accepted"), lt(orders.createdAt, placedBefore)))
    .orderBy(asc(orders.createdAt))
    .limit(atOnce)
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
