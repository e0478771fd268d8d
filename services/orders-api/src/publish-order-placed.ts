import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import { ordersQueueDestination } from "@stagecraft/database/outbox/outbox-events";
import { outboxRepository } from "@stagecraft/database/outbox/outbox-repository";
import type { Dependencies } from "./dependencies.ts";

/**
 * Sends the event to the queue of the order pipeline, because the customer waits for the workflow. When it fails, the event stays
 * in the outbox for the relay. The stream is left to the relay: sales change only in the workflow, so that a call from here would
 * cost every order time and show no sale sooner.
 */
export async function publishOrderPlaced(
  event: OrderPlaced,
  { database, sendOrder, log, metrics, now }: Dependencies,
): Promise<void> {
  try {
    await sendOrder(event);
    await database.run((db) =>
      outboxRepository(db).markPublished(ordersQueueDestination, [event.id], now()),
    );
    metrics.add("OutboxPublished");
  } catch (thrown) {
    metrics.add("OutboxPublishFailed");
    log.warn("publish", { eventId: event.id, orderId: event.subject }, thrown);
  }
}
