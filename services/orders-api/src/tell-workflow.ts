import type { OrderCancelRequested } from "@stagecraft/contracts/events/order-cancel-requested";
import { mint, type OrderId } from "@stagecraft/contracts/ids";
import type { Dependencies } from "./dependencies.ts";

/**
 * Tells the order's workflow to stop waiting, as well as it can. The wish is stored with the order already, and the
 * workflow reads it before it fulfils anything: a message that is lost costs the rest of a wait and nothing else.
 */
export async function tellWorkflow(
  orderId: OrderId,
  { cancellations, log, now, randomBytes }: Dependencies,
): Promise<void> {
  const at = now();
  const event: OrderCancelRequested = {
    specversion: "1.0",
    id: mint("evt", at.getTime(), randomBytes),
    source: "/stagecraft/orders-api",
    type: "order.cancel-requested",
    dataschema: "https://stagecraft.dev/schemas/order.cancel-requested/1",
    time: at.toISOString(),
    subject: orderId,
    data: { orderId },
  };
  try {
    await cancellations.send(event);
  } catch (thrown) {
    log.warn("publish", { eventId: event.id, orderId }, thrown);
  }
}
