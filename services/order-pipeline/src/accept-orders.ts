import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import type { Database } from "@stagecraft/database/connection";
import { ordersRepository } from "@stagecraft/database/orders-repository";
import type { FailedItem, QueueItem } from "@stagecraft/lambda/queue-batch";
import type { Metrics } from "@stagecraft/observability/metrics";

/**
 * Accepts the placed orders that the events tell of. One that is accepted or cancelled stays as
 * it is, so an event may come twice; one that does not exist fails.
 */
export async function acceptOrders(
  items: readonly QueueItem<OrderPlaced>[],
  { database, metrics }: { database: Database; metrics: Metrics },
): Promise<FailedItem[]> {
  const ids = items.map(({ value }) => value.data.orderId);
  const { known, accepted } = await database.run((db) => ordersRepository(db).accept(ids));
  if (accepted.length > 0) metrics.add("OrderAccepted", accepted.length);
  const exists = new Set(known);
  return items
    .filter(({ value }) => !exists.has(value.data.orderId))
    .map(({ messageId }) => ({ messageId, reason: "unknown-order" }));
}
