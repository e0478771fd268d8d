import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderStatus } from "@stagecraft/contracts/order";
import type { Order, OrderHead } from "@stagecraft/domain/order";
import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "./connection.ts";
import type { Answer, Claim } from "./idempotency-repository.ts";
import type { OutboxEvent } from "./outbox-events.ts";
import { idempotencyRecords, orderLines, orders, outbox } from "./schema.ts";

/** A placed order with everything that is stored with it, or not at all. */
export type Placing = {
  readonly order: Order;
  readonly claim: Claim;
  readonly answer: Answer;
  readonly events: readonly OutboxEvent[];
};

export function ordersRepository(db: Db) {
  return {
    /**
     * Stores the order, its lines, its events and the answer to its key in one statement. False:
     * the key was taken, and nothing is stored. While another places an order with the same key
     * this waits for its end.
     */
    async place({ order, claim, answer, events }: Placing): Promise<boolean> {
      const { lines, createdAt } = order;
      const column = <T>(values: readonly T[]) => sql.param(values);
      const { rowCount } = await db.execute(sql`
        with claimed as (
          insert into ${idempotencyRecords}
            (customer_id, operation, key, request_hash, status, body, created_at)
          values (${claim.customerId}, ${claim.operation}, ${claim.key}, ${claim.requestHash},
            ${answer.status}, ${answer.body}, ${createdAt})
          on conflict do nothing
          returning true
        ), placed_order as (
          insert into ${orders} (id, customer_id, status, version, reference, ordered_on, country,
            currency, total_minor, created_at)
          select ${order.id}, ${order.customerId}, ${order.status}, ${order.version}::integer,
            ${order.reference}, ${order.orderedOn}::date, ${order.country}, ${order.currency},
            ${order.totalMinor}::bigint, ${createdAt}::timestamptz
          from claimed
        ), placed_lines as (
          insert into ${orderLines} (order_id, line, code, quantity, returned, price_minor)
          select ${order.id}, line.*
          from claimed, unnest(
            ${column(lines.map((line) => line.line))}::integer[],
            ${column(lines.map((line) => line.code))}::text[],
            ${column(lines.map((line) => line.quantity))}::integer[],
            ${column(lines.map((line) => line.returned))}::integer[],
            ${column(lines.map((line) => line.priceMinor))}::bigint[]
          ) as line
        ), placed_events as (
          insert into ${outbox} (id, destination, event, order_id, order_version, created_at)
          select outgoing.*, ${order.id}, ${order.version}::integer, ${createdAt}::timestamptz
          from claimed, unnest(
            ${column(events.map(({ event }) => event.id))}::text[],
            ${column(events.map(({ destination }) => destination))}::text[],
            ${column(events.map(({ event }) => JSON.stringify(event)))}::jsonb[]
          ) as outgoing
        )
        select from claimed`);
      return rowCount === 1;
    },

    /** The customer's order; null when there is none, or it is another customer's. */
    async find(customerId: string, id: OrderId): Promise<Order | null> {
      const rows = await db
        .select({ head: orders, line: orderLines })
        .from(orders)
        .innerJoin(orderLines, eq(orderLines.orderId, orders.id))
        .where(and(eq(orders.id, id), eq(orders.customerId, customerId)))
        .orderBy(asc(orderLines.line));
      const head = rows[0]?.head;
      return head ? { ...head, lines: rows.map(({ line }) => line) } : null;
    },

    /**
     * The same, kept from changing until the transaction ends. The lines are read by a statement
     * of their own: one that had to wait for the lock would see them as they were before it.
     */
    async lock(customerId: string, id: OrderId): Promise<Order | null> {
      const [head] = await db
        .select()
        .from(orders)
        .where(and(eq(orders.id, id), eq(orders.customerId, customerId)))
        .for("update");
      if (!head) return null;
      const lines = await db
        .select()
        .from(orderLines)
        .where(eq(orderLines.orderId, id))
        .orderBy(asc(orderLines.line));
      return { ...head, lines };
    },

    /** At most `limit` of the customer's orders, newest first, from behind `after`. */
    async list(
      customerId: string,
      { status, after, limit }: { status?: OrderStatus; after?: OrderId; limit: number },
    ): Promise<OrderHead[]> {
      return db
        .select()
        .from(orders)
        .where(
          and(
            eq(orders.customerId, customerId),
            status && eq(orders.status, status),
            after && lt(orders.id, after),
          ),
        )
        .orderBy(desc(orders.id))
        .limit(limit);
    },
  };
}
