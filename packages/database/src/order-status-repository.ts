import type { OrderId } from "@stagecraft/contracts/ids";
import type { Currency } from "@stagecraft/contracts/money";
import type { OrderStatus } from "@stagecraft/contracts/order";
import { troubleStatuses } from "@stagecraft/contracts/order-status";
import {
  and,
  asc,
  count,
  desc,
  eq,
  inArray,
  isNull,
  lt,
  max,
  or,
  type SQL,
  sql,
} from "drizzle-orm";
import type { Db } from "./connection.ts";
import { ordersStreamDestination } from "./outbox/outbox-events.ts";
import { orders, outbox } from "./schema.ts";

/** An order without data about its customer. */
export type OrderSummary = {
  readonly id: OrderId;
  readonly status: OrderStatus;
  readonly version: number;
  readonly changedAt: Date;
  readonly placedAt: Date;
  readonly totalMinor: number;
  readonly currency: Currency;
  readonly cancelRequested: boolean;
  /** The number of events that are not published, by destination; destinations without any are left out. */
  readonly unpublished: { readonly [destination: string]: number };
};

/** Reads orders of all customers, with the login `order_status`, which may read only the columns that are used here. */
export function orderStatusRepository(db: Db) {
  /** Each change of an order has an event for the stream (recordOrderChange). */
  const lastChange = db
    .select({ at: max(outbox.createdAt).as("at") })
    .from(outbox)
    .where(and(eq(outbox.orderId, orders.id), eq(outbox.destination, ordersStreamDestination)))
    .as("last_change");
  const changedAt = sql`coalesce(${lastChange.at}, ${orders.createdAt})`.mapWith(orders.createdAt);

  async function read(where: SQL | undefined, order: SQL, limit: number): Promise<OrderSummary[]> {
    const rows = await db
      .select({
        id: orders.id,
        status: orders.status,
        version: orders.version,
        changedAt,
        placedAt: orders.createdAt,
        totalMinor: orders.totalMinor,
        currency: orders.currency,
        cancelRequested: sql`${orders.cancelRequestedAt} is not null`.mapWith(Boolean),
      })
      .from(orders)
      .leftJoinLateral(lastChange, sql`true`)
      .where(where)
      .orderBy(order, desc(orders.id))
      .limit(limit);
    const unpublished = await unpublishedOf(rows.map(({ id }) => id));
    return rows.map((row) => ({ ...row, unpublished: unpublished.get(row.id) ?? {} }));
  }

  async function unpublishedOf(ids: readonly OrderId[]) {
    const events = new Map<OrderId, { [destination: string]: number }>();
    if (ids.length === 0) return events;
    const rows = await db
      .select({ orderId: outbox.orderId, destination: outbox.destination, events: count() })
      .from(outbox)
      .where(and(inArray(outbox.orderId, [...ids]), isNull(outbox.publishedAt)))
      .groupBy(outbox.orderId, outbox.destination);
    for (const { orderId, destination, events: own } of rows) {
      events.set(orderId, { ...events.get(orderId), [destination]: own });
    }
    return events;
  }

  return {
    /** Orders that have been `placed`, or `accepted`, without a change since these times; the oldest change first. */
    stuck(before: { readonly placed: Date; readonly accepted: Date }, limit: number) {
      const since = (status: OrderStatus, time: Date) =>
        // The condition of the creation is implied, and has an index.
        and(eq(orders.status, status), lt(orders.createdAt, time), lt(changedAt, time));
      const where = or(since("placed", before.placed), since("accepted", before.accepted));
      return read(where, asc(changedAt), limit);
    },

    /** Orders that ended in one of `troubleStatuses`; the latest order first. */
    failed(limit: number) {
      return read(inArray(orders.status, [...troubleStatuses]), desc(orders.createdAt), limit);
    },

    /** The latest order first. */
    recent(limit: number) {
      return read(undefined, desc(orders.id), limit);
    },

    /** The order with that id, or no order. */
    find(id: OrderId) {
      return read(eq(orders.id, id), asc(orders.id), 1);
    },
  };
}
