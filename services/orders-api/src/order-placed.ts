import { newEvent } from "@stagecraft/contracts/events/new-event";
import { type OrderPlaced, orderPlacedVersions } from "@stagecraft/contracts/events/order-placed";
import type { EventId } from "@stagecraft/contracts/ids";
import type { Order } from "@stagecraft/domain/order";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";

/** The event about a placed order. */
export function orderPlaced(order: Order, id: EventId): OrderPlaced {
  return newEvent(orderPlacedVersions, {
    id,
    time: order.createdAt,
    orderId: order.id,
    traceparent: activeTraceparent(),
    data: {
      orderId: order.id,
      version: order.version,
      customerId: order.customerId,
      orderedOn: order.orderedOn,
      country: order.country,
      total: { amountMinor: order.totalMinor, currency: order.currency },
      lineCount: order.lines.length,
    },
  });
}
