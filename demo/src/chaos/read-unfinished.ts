import type { OrderId } from "@stagecraft/contracts/ids";
import type { Pool } from "pg";

/** An order that is not in a final state. */
export type UnfinishedOrder = {
  readonly id: OrderId;
  readonly status: string;
  readonly customerId: string;
  readonly orderedOn: string;
  readonly country: string;
  readonly lineCount: number;
};

/** Reads the unfinished orders. `lag`: an event of another order is not published or projected. */
export async function readUnfinished(
  sql: Pick<Pool, "query">,
): Promise<{ readonly unfinished: readonly UnfinishedOrder[]; readonly lag: boolean }> {
  const { rows: unfinished } = await sql.query<UnfinishedOrder>(
    `select o.id, o.status, o.customer_id as "customerId", o.ordered_on::text as "orderedOn", o.country,
        (select count(*)::int from order_lines l where l.order_id = o.id) as "lineCount"
      from orders o where o.status in ('placed', 'accepted')`,
  );
  const { rows } = await sql.query<{ lag: boolean }>(
    `select exists (select from outbox x join orders o on o.id = x.order_id
                    where x.published_at is null and o.status <> 'placed')
         or exists (select from orders o left join projected_orders p on p.order_id = o.id
                    where p.version is distinct from o.version) as lag`,
  );
  return { unfinished, lag: rows[0]?.lag ?? true };
}
