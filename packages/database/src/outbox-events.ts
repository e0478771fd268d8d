import { randomBytes } from "node:crypto";
import type { OrderChanged } from "@stagecraft/contracts/events/order-changed";
import { type EventId, mint } from "@stagecraft/contracts/ids";
import type { Order } from "@stagecraft/domain/order";
import type { Db } from "./connection.ts";
import { outbox } from "./schema.ts";

/** The names under which the queue and the stream of orders stand in the outbox. */
export const ordersQueueDestination = "orders-queue";
export const ordersStreamDestination = "orders-stream";

/** An event on its way to one destination. */
export type OutboxEvent = {
  readonly destination: string;
  readonly event: { readonly id: EventId };
};

/** What the stream is told of an order as it stands now. */
export function orderChanged(order: Order, now: Date): OutboxEvent & { event: OrderChanged } {
  const returnedMinor = order.lines.reduce((sum, line) => sum + line.returned * line.priceMinor, 0);
  return {
    destination: ordersStreamDestination,
    event: {
      specversion: "1.0",
      id: mint("evt", now.getTime(), randomBytes),
      source: "/stagecraft/orders",
      type: "order.changed",
      dataschema: "https://stagecraft.dev/schemas/order.changed/1",
      time: now.toISOString(),
      subject: order.id,
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
    },
  };
}

/**
 * Leaves word of a change for the stream, in the transaction that makes it. Each version of an order is told once,
 * and none may be left out: the stream's readers refuse a gap.
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
