import { randomBytes } from "node:crypto";
import { newEvent } from "@stagecraft/contracts/events/new-event";
import {
  type OrderChanged,
  orderChangedVersions,
} from "@stagecraft/contracts/events/order-changed";
import { type EventId, mint } from "@stagecraft/contracts/ids";
import type { Order } from "@stagecraft/domain/order";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";
import type { Db } from "../connection.ts";
import { outbox } from "../schema.ts";

/** The outbox's names of its destinations: the queue of placed orders and the stream of order changes. */
export const ordersQueueDestination = "orders-queue";
export const ordersStreamDestination = "orders-stream";

/** An event for one destination. */
export type OutboxEvent = {
  readonly destination: string;
  readonly event: { readonly id: EventId };
};

/** The event for the stream about the order's current state. */
export function orderChanged(order: Order, now: Date): OutboxEvent & { event: OrderChanged } {
  const returnedMinor = order.lines.reduce((sum, line) => sum + line.returned * line.priceMinor, 0);
  return {
    destination: ordersStreamDestination,
    event: newEvent(orderChangedVersions, {
      id: mint("evt", now.getTime(), randomBytes),
      time: now,
      orderId: order.id,
      traceparent: activeTraceparent(),
      data: {
        orderId: order.id,
        version: order.version,
        customerId: order.customerId,
        status: order.status,
        orderedOn: order.orderedOn,
        country: order.country,
        currency: order.currency,
        totalMinor: order.totalMinor,
        returnedMinor,
      },
    }),
  };
}

/**
 * Stores the event about a change in the outbox, in the transaction of the change. Every version of an order has exactly one event:
 * consumers of the stream refuse a gap.
 */
export async function recordOrderChange(db: Db, order: Order, now: Date): Promise<void> {
  const { destination, event } = orderChanged(order, now);
  await db.insert(outbox).values({
    id: event.id,
    destination,
    orderId: order.id,
    orderVersion: order.version,
    event,
    createdAt: now,
  });
}
