import type { OrderId } from "@stagecraft/contracts/ids";
import { and, asc, between, eq, inArray, sql } from "drizzle-orm";
import type { Db } from "./connection.ts";
import { dailySales, projectedOrders } from "./sales-schema.ts";
import { orderLines, orders } from "./schema.ts";

/** An order's last projected version, and what it adds to its day; amounts are minor units. */
export type ProjectedOrder = typeof projectedOrders.$inferSelect;

/** The sales of one day, country and currency, or a change of them. */
export type DaySales = typeof dailySales.$inferSelect;

export function salesRepository(db: Db) {
  const column = <T>(values: readonly T[]) => sql.param(values);

  return {
    /** The projected state of these orders, locked until the transaction ends. Orders without one are left out. */
    async lock(ids: readonly OrderId[]): Promise<ProjectedOrder[]> {
      return db
        .select()
        .from(projectedOrders)
        .where(inArray(projectedOrders.orderId, [...ids]))
        .orderBy(asc(projectedOrders.orderId))
        .for("update");
    },

    /**
     * Stores the new state of orders, of which this transaction has locked the `known`, and adds the changes to their days. It
     * fails and changes nothing when another transaction adds one of the same new orders meanwhile.
     */
    async store(
      { known, added }: { known: readonly ProjectedOrder[]; added: readonly ProjectedOrder[] },
      changes: readonly DaySales[],
    ): Promise<void> {
      if (added.length > 0) await db.insert(projectedOrders).values([...added]);
      await db.execute(sql`
        with followed as (
          update ${projectedOrders} set version = known.version,
            total_minor = known.total_minor, returned_minor = known.returned_minor
          from unnest(
            ${column(known.map((order) => order.orderId))}::text[],
            ${column(known.map((order) => order.version))}::integer[],
            ${column(known.map((order) => order.totalMinor))}::bigint[],
            ${column(known.map((order) => order.returnedMinor))}::bigint[]
          ) as known (order_id, version, total_minor, returned_minor)
          where ${projectedOrders.orderId} = known.order_id
        )
        insert into ${dailySales} as day
          (ordered_on, country, currency, orders, total_minor, returned_minor)
        select * from unnest(
          ${column(changes.map((change) => change.orderedOn))}::date[],
          ${column(changes.map((change) => change.country))}::text[],
          ${column(changes.map((change) => change.currency))}::text[],
          ${column(changes.map((change) => change.orders))}::integer[],
          ${column(changes.map((change) => change.totalMinor))}::bigint[],
          ${column(changes.map((change) => change.returnedMinor))}::bigint[]
        ) as change (ordered_on, country, currency, orders, total_minor, returned_minor)
        order by ordered_on, country, currency
        on conflict (ordered_on, country, currency) do update set
          orders = day.orders + excluded.orders,
          total_minor = day.total_minor + excluded.total_minor,
          returned_minor = day.returned_minor + excluded.returned_minor`);
    },

    /** The sales of these business dates, both included. */
    async list({
      from,
      to,
      country,
    }: {
      from: string;
      to: string;
      country?: string | undefined;
    }): Promise<DaySales[]> {
      return db
        .select()
        .from(dailySales)
        .where(
          and(
            between(dailySales.orderedOn, from, to),
            country ? eq(dailySales.country, country) : undefined,
          ),
        )
        .orderBy(asc(dailySales.orderedOn), asc(dailySales.country), asc(dailySales.currency));
    },
  };
}

/**
 * Rebuilds the projection from the orders. Runs in a transaction. The stream's consumer waits meanwhile, and afterwards treats
 * events that are already in the projection as duplicates.
 */
export async function rebuildProjection(db: Db): Promise<void> {
  await db.execute(sql`lock table ${projectedOrders} in exclusive mode`);
  await db.execute(sql`delete from ${dailySales}`);
  await db.execute(sql`delete from ${projectedOrders}`);
  await db.execute(sql`
    with refunds as (
      select order_id, sum(returned * price_minor) as returned_minor
      from ${orderLines} where returned > 0 group by order_id
    ), projected as (
      insert into ${projectedOrders} (order_id, version, total_minor, returned_minor)
      select id, version, case status when 'fulfilled' then total_minor else 0 end,
        coalesce(returned_minor, 0)
      from ${orders} left join refunds on order_id = id
      returning *
    )
    insert into ${dailySales} (ordered_on, country, currency, orders, total_minor, returned_minor)
    select ordered_on, country, currency, count(*), sum(projected.total_minor), sum(returned_minor)
    from projected join ${orders} on id = order_id
    group by ordered_on, country, currency`);
}
