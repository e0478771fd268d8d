import type { Pool } from "pg";

/** Returns those of the orders that are fulfilled. */
export async function fulfilledOrders(
  sql: Pick<Pool, "query">,
  orderIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql.query<{ id: string }>(
    "select id from orders where status = 'fulfilled' and id = any($1::text[])",
    [orderIds],
  );
  return new Set(rows.map(({ id }) => id));
}
