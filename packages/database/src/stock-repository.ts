import type { OrderId } from "@stagecraft/contracts/ids";
import { isFinal } from "@stagecraft/domain/order-status";
import type { Pieces, Stock } from "@stagecraft/domain/reserve-stock";
import { and, asc, eq, inArray, lte, sql } from "drizzle-orm";
import type { Db } from "./connection.ts";
import { orderProgressRepository } from "./order-progress-repository.ts";
import { orders } from "./schema.ts";
import { reservations, stock } from "./stock-schema.ts";

/**
 * Stock and reservations of orders. Runs in a transaction that has locked the order. Stock rows are locked in the order of their
 * codes before any of them changes, so that orders for the same goods wait for each other without a deadlock.
 */
export function stockRepository(db: Db) {
  const belongTo = (...ids: readonly OrderId[]) =>
    and(inArray(reservations.orderId, [...ids]), eq(reservations.state, "reserved"));

  /** Locks the stock rows of all reservations of the orders. */
  async function lockReserved(...ids: readonly OrderId[]): Promise<void> {
    const codes = db
      .select({ code: reservations.code })
      .from(reservations)
      .where(belongTo(...ids));
    await db
      .select({ code: stock.code })
      .from(stock)
      .where(inArray(stock.code, codes))
      .orderBy(asc(stock.code))
      .for("update");
  }

  return {
    /** The stock of these codes, locked until the transaction ends. Codes that are not stocked are left out. */
    async lock(codes: readonly string[]): Promise<Stock[]> {
      return db
        .select()
        .from(stock)
        .where(inArray(stock.code, [...codes]))
        .orderBy(asc(stock.code))
        .for("update");
    },

    /** Reserves pieces of stock that this transaction has locked. */
    async reserve(orderId: OrderId, pieces: readonly Pieces[], expiresAt: Date): Promise<void> {
      if (pieces.length === 0) return;
      const column = <T>(values: readonly T[]) => sql.param(values);
      await db.execute(sql`
        with piece as (
          select * from unnest(
            ${column(pieces.map(({ code }) => code))}::text[],
            ${column(pieces.map(({ quantity }) => quantity))}::integer[]
          ) as piece (code, quantity)
        ), reservation as (
          insert into ${reservations} (order_id, code, quantity, state, expires_at)
          select ${orderId}, piece.*, 'reserved', ${expiresAt}::timestamptz from piece
        )
        update ${stock} set reserved = reserved + piece.quantity
        from piece where ${stock.code} = piece.code`);
    },

    /** Takes the order's reserved pieces out of the stock. False: some of them are no longer reserved. */
    async take(orderId: OrderId): Promise<boolean> {
      const [released] = await db
        .select({ code: reservations.code })
        .from(reservations)
        .where(and(eq(reservations.orderId, orderId), eq(reservations.state, "released")))
        .limit(1);
      if (released) return false;
      await lockReserved(orderId);
      await db.execute(sql`
        with taken as (
          update ${reservations} set state = 'taken' where ${belongTo(orderId)}
          returning code, quantity
        )
        update ${stock} set reserved = reserved - taken.quantity, on_hand = on_hand - taken.quantity
        from taken where ${stock.code} = taken.code`);
      return true;
    },

    /** Releases the pieces that are still reserved for the orders. Released and taken pieces do not change. */
    async release(...ids: readonly OrderId[]): Promise<void> {
      await lockReserved(...ids);
      await db.execute(sql`
        with released as (
          update ${reservations} set state = 'released' where ${belongTo(...ids)}
          returning code, quantity
        ), sums as (
          select code, sum(quantity) as quantity from released group by code
        )
        update ${stock} set reserved = reserved - sums.quantity
        from sums where ${stock.code} = sums.code`);
    },
  };
}

/** The most orders of one call of `releaseExpired`. */
const maximumExpired = 100;

/**
 * Releases expired reservations: the workflows of their orders did not end. The orders get the status `needs-attention`, because
 * it is unknown whether they were charged. Runs in a transaction, also concurrently. Returns the orders; none when all are done.
 */
export async function releaseExpired(db: Db, now: Date): Promise<OrderId[]> {
  const expired = db
    .select({ id: reservations.orderId })
    .from(reservations)
    .where(and(eq(reservations.state, "reserved"), lte(reservations.expiresAt, now)));
  const due = await db
    .select({ id: orders.id })
    .from(orders)
    .where(inArray(orders.id, expired))
    .orderBy(asc(orders.id))
    .limit(maximumExpired)
    .for("update", { skipLocked: true });
  const ids = due.map(({ id }) => id);
  if (ids.length === 0) return [];

  await stockRepository(db).release(...ids);
  const progress = orderProgressRepository(db);
  for (const id of ids) {
    const { order } = await progress.lock(id);
    if (!isFinal(order.status)) await progress.advance(order, "needs-attention", now);
  }
  return ids;
}
