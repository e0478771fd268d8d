import type { OrderId } from "@stagecraft/contracts/ids";
import type { OrderStatus } from "@stagecraft/contracts/order";
import type { Order, OrderHead } from "@stagecraft/domain/order";
import { and, asc, desc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "./connection.ts";
import type { IdempotentRequest, StoredResponse } from "./idempotency-repository.ts";
import type { OutboxEvent } from "./outbox/outbox-events.ts";
import { idempotencyRecords, orderLines, orders, outbox } from "./schema.ts";

/** A placed order with everything that is stored in the same statement. */
export type OrderPlacement = {
  readonly order: Order;
  readonly request: IdempotentRequest;
  readonly response: StoredResponse;
  readonly events: readonly OutboxEvent[];
};

export function ordersRepository(db: Db) {
  return {
    /**
     * Stores the order, its lines, its events and the response to its key in one statement. False: the key exists, and nothing is
     * stored. While another transaction places an order with the same key, this waits for its end.
     */
    async place({ order, request, response, events }: OrderPlacement): Promise<boolean> {
      const { lines, createdAt } = order;
      const column = <T>(values: readonly T[]) => sql.param(values);
      const { rowCount } = await db.execute(sql`
        with inserted_key as (
          insert into ${idempotencyRecords}
            (customer_id, operation, key, request_hash, status, body, created_at)
          values (${request.customerId}, ${request.operation}, ${request.key}, ${request.requestHash},
            ${response.status}, ${response.body}, ${createdAt})
          on conflict do nothing
          returning true
        ), placed_order as (
          insert into ${orders} (id, customer_id, status, version, reference, ordered_on, country,
            currency, total_minor, created_at)
          select ${order.id}, ${order.customerId}, ${order.status}, ${order.version}::integer,
            ${order.reference}, ${order.orderedOn}::date, ${order.country}, ${order.currency},
            ${order.totalMinor}::bigint, ${createdAt}::timestamptz
          from inserted_key
        ), placed_lines as (
          insert into ${orderLines} (order_id, line, code, quantity, returned, price_minor)
          select ${order.id}, line.*
          from inserted_key, unnest(
            ${column(lines.map((line) => line.line))}::integer[],
            ${column(lines.map((line) => line.code))}::text[],
            ${column(lines.map((line) => line.quantity))}::integer[],
            ${column(lines.map((line) => line.returned))}::integer[],
            ${column(lines.map((line) => line.priceMinor))}::bigint[]
          ) as line
        ), placed_events as (
          insert into ${outbox} (id, destination, event, order_id, order_version, created_at)
          select outgoing.*, ${order.id}, ${order.version}::integer, ${createdAt}::timestamptz
          from inserted_key, unnest(
            ${column(events.map(({ event }) => event.id))}::text[],
            ${column(events.map(({ destination }) => destination))}::text[],
            ${column(events.map(({ event }) => JSON.stringify(event)))}::jsonb[]
          ) as outgoing
        )
        select from inserted_key`);
      return rowCount === 1;
    },

    /** The customer's order; null when it does not exist or belongs to another customer. */
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
     * Finds the order and locks it until the transaction ends. A second statement reads the lines: a statement that waits for the
     * lock would read the lines from before.
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

    /** At most `limit` of the customer's orders after `after`, newest first. */
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
