import type { Pool } from "pg";

type Sql = Pick<Pool, "query">;

/** Counts the catalogue imports that are not completed. While there is no completed import, the result is at least 1. */
export async function countPendingImports(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ done: string; left: string }>(
    `select count(*) filter (where completed_at is not null) as done,
            count(*) filter (where completed_at is null) as left from imports`,
  );
  return Number(rows[0]?.done) === 0 ? 1 : Number(rows[0]?.left);
}

/** Counts pending work: orders without a final status, unpublished events, and orders whose projection is out of date. */
export async function countPending(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: string }>(
    `select (select count(*) from orders where status in ('placed', 'accepted'))
          + (select count(*) from outbox where published_at is null)
          + (select count(*) from orders left join projected_orders on order_id = id
             where projected_orders.version is distinct from orders.version) as count`,
  );
  return Number(rows[0]?.count);
}
