import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import { outboxRepository } from "@stagecraft/database/outbox-repository";
import type { Dependencies } from "./dependencies.ts";
import { ordersQueueDestination } from "./orders-queue.ts";

/** Publishes the event as well as it can: what fails here stays in the outbox for the relay. */
export async function publishOrderPlaced(
  event: OrderPlaced,
  { database, queue, log, metrics, now }: Dependencies,
): Promise<void> {
  try {
    await queue.send(event);
    await database.run((db) =>
      outboxRepository(db).markPublished(ordersQueueDestination, [event.id], now()),
    );
    metrics.add("OutboxPublished");
  } catch (thrown) {
    metrics.add("OutboxPublishFailed");
    log.warn("publish", { eventId: event.id, orderId: event.subject }, thrown);
  }
}
