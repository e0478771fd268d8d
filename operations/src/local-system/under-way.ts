import type { Pool } from "pg";

type Sql = Pick<Pool, "query">;

/** How many imports there are that have not come to their end, counting one that has not begun. */
export async function countImportsUnderWay(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ done: string; left: string }>(
    `select count(*) filter (where completed_at is not null) as done,
            count(*) filter (where completed_at is null) as left from imports`,
  );
  return Number(rows[0]?.done) === 0 ? 1 : Number(rows[0]?.left);
}

/** How many orders, events and projections are under way: not ended, not published, not up to date. */
export async function countUnderWay(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: string }>(
    `select (select count(*) from orders where status in ('placed', 'accepted'))
          + (select count(*) from outbox where published_at is null)
          + (select count(*) from orders left join projected_orders on order_id = id
             where projected_orders.version is distinct from orders.version) as count`,
  );
  return Number(rows[0]?.count);
}

/**
 * Takes back the mark that the newest event of each destination was published, as if who published it had died before
 * that mark: the relay has to publish it again, and its reader to take it twice. Gives whether there was an event.
 */
export async function forgetPublication(sql: Sql): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update outbox set published_at = null
      where (destination, id) in (select distinct on (destination) destination, id from outbox
                                  order by destination, created_at desc, id desc)`,
  );
  return (rowCount ?? 0) > 0;
}

/** Which of the orders were fulfilled. */
export async function fulfilledOf(
  sql: Sql,
  orderIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ id: string }>(
    "select id from orders where status = 'fulfilled' and id = any($1::text[])",
    [orderIds],
  );
  return new Set(rows.map(({ id }) => id));
}
