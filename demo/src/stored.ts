import type { Pool } from "pg";

/** Figures of stored orders and returns. Money is in minor units. */
export type StoredFigures = {
  readonly orders: number;
  /** Placed or accepted orders, whose workflow has not ended. */
  readonly unfinished: number;
  readonly fulfilled: number;
  readonly outOfStock: number;
  readonly declined: number;
  readonly timedOut: number;
  readonly cancelled: number;
  readonly failed: number;
  readonly needsAttention: number;
  readonly fulfilledMinor: number;
  readonly orderLines: number;
  readonly ordersMinor: number;
  /** Sum of quantity times price of all lines; must equal `ordersMinor`. */
  readonly orderLinesMinor: number;
  /** Returned pieces according to the order lines. */
  readonly returnedPieces: number;
  readonly returns: number;
  readonly returnsMinor: number;
  readonly returnLinesMinor: number;
  /** Pieces of the return lines; over all orders it must equal `returnedPieces`. */
  readonly returnLinesPieces: number;
  /** Unpublished outbox rows. */
  readonly unpublished: number;
};

/** Ids of orders and returns. */
export type StoredScope = {
  readonly orderIds: readonly string[];
  readonly returnIds: readonly string[];
};

type Sql = Pick<Pool, "query">;

/** Reads the figures of all orders and returns, or of those in `scope`, as the operator. */
export async function readStored(sql: Sql, scope?: StoredScope): Promise<StoredFigures> {
  const { rows } = await sql.query<Record<keyof StoredFigures, string>>(statement, [
    scope?.orderIds ?? null,
    scope?.returnIds ?? null,
  ]);
  const [row] = rows;
  if (!row) throw new Error("The query of the stored data returned no row.");
  const counted = Object.entries(row).map(([name, text]) => [name, exactNumber(name, text)]);
  return Object.fromEntries(counted) as StoredFigures;
}

const statement = `
  with
    o as (select * from orders where $1::text[] is null or id = any($1)),
    l as (select order_lines.* from order_lines join o on o.id = order_lines.order_id),
    r as (select * from returns where $2::text[] is null or id = any($2)),
    rl as (select return_lines.* from return_lines join r on r.id = return_lines.return_id)
  select
    (select count(*) from o) as "orders",
    (select count(*) from o where status in ('placed', 'accepted')) as "unfinished",
    (select count(*) from o where status = 'fulfilled') as "fulfilled",
    (select count(*) from o where status = 'out-of-stock') as "outOfStock",
    (select count(*) from o where status = 'payment-declined') as "declined",
    (select count(*) from o where status = 'payment-timed-out') as "timedOut",
    (select count(*) from o where status = 'cancelled') as "cancelled",
    (select count(*) from o where status = 'failed') as "failed",
    (select count(*) from o where status = 'needs-attention') as "needsAttention",
    (select coalesce(sum(total_minor), 0) from o where status = 'fulfilled') as "fulfilledMinor",
    (select coalesce(sum(total_minor), 0) from o) as "ordersMinor",
    (select count(*) from l) as "orderLines",
    (select coalesce(sum(quantity * price_minor), 0) from l) as "orderLinesMinor",
    (select coalesce(sum(returned), 0) from l) as "returnedPieces",
    (select count(*) from r) as "returns",
    (select coalesce(sum(refund_minor), 0) from r) as "returnsMinor",
    (select coalesce(sum(refund_minor), 0) from rl) as "returnLinesMinor",
    (select coalesce(sum(quantity), 0) from rl) as "returnLinesPieces",
    (select count(*) from outbox join o on o.id = outbox.order_id where published_at is null)
      as "unpublished"`;

/** Postgres returns sums as text, because they may be larger than a safe integer. */
function exactNumber(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`${name} is ${text}, too large to be exact.`);
  return value;
}
