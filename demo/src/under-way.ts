import type { Pool } from "pg";

type Sql = Pick<Pool, "query">;

/** How many orders and events are still under way: placed and not accepted, stored and not published. */
export async function countUnderWay(sql: Sql): Promise<number> {
  const { rows } = await sql.query<{ count: string }>(
    `select (select count(*) from orders where status = 'placed')
          + (select count(*) from outbox where published_at is null) as count`,
  );
  return Number(rows[0]?.count);
}

/**
 * Takes back the mark that the newest event was published, as if the API had died between its commit and that mark: the relay has to
 * publish it again, and the pipeline to take it twice. Gives whether there was an event.
 */
export async function forgetPublication(sql: Sql): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update outbox set published_at = null
      where id = (select id from outbox order by created_at desc, id desc limit 1)`,
  );
  return rowCount === 1;
}
