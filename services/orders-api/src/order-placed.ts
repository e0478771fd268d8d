import type { OrderPlaced } from "@stagecraft/contracts/events/order-placed";
import type { EventId } from "@stagecraft/contracts/ids";
import type { Order } from "@stagecraft/domain/order";

/** The event that tells of a placed order. */
export function orderPlaced(order: Order, id: EventId): OrderPlaced {
  return {
    specversion: "1.0",
    id,
    source: "/stagecraft/orders-api",
    type: "order.placed",
    dataschema: "https://stagecraft.dev/schemas/order.placed/2",
    time: order.createdAt.toISOString(),
    subject: order.id,
    data: {
      orderId: order.id,
      version: order.version,
      customerId: order.customerId,
      orderedOn: order.orderedOn,
      country: order.country,
      total: { amountMinor: order.totalMinor, currency: order.currency },
      lineCount: order.lines.length,
    },
  };
}
