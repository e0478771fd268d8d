import type { Pool } from "pg";

/**
 * Marks the newest event of each destination as unpublished, as if its publisher had crashed before it set the mark. The relay
 * publishes the event again, and its consumer receives it twice. Returns whether there was an event.
 */
export async function markUnpublished(sql: Pick<Pool, "query">): Promise<boolean> {
  const { rowCount } = await sql.query(
    `update outbox set published_at = null
      where (destination, id) in (select distinct on (destination) destination, id from outbox
                                  order by destination, created_at desc, id desc)`,
  );
  return (rowCount ?? 0) > 0;
}
