import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import { ordersQueueDestination } from "@stagecraft/database/outbox-events";
import { outboxRepository } from "@stagecraft/database/outbox-repository";
import type { Dependencies } from "./dependencies.ts";

/**
 * Publishes the event as well as it can: what fails here stays in the outbox for the relay. Only the queue is served
 * here, for whose workflow the customer waits. The stream is left to the relay: what makes its readers' sums changes in
 * the workflow, so a call from here would cost every order and show nobody a sale sooner.
 */
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
