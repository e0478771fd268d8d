import type { EventId, OrderId } from "@stagecraft/contracts/ids";
import type { About } from "./batch.ts";

/** What an event says about itself to log and trace. */
export function aboutEvent(event: {
  readonly id: EventId;
  readonly subject: OrderId;
  readonly traceparent?: string | undefined;
}): About {
  const { id, subject, traceparent } = event;
  return { fields: { eventId: id, orderId: subject }, traceparent };
}
