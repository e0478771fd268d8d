import { newEvent } from "@stagecraft/contracts/events/new-event";
import { orderCancelRequestedVersions } from "@stagecraft/contracts/events/order-cancel-requested";
import { mint, type OrderId } from "@stagecraft/contracts/ids";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";
import type { Dependencies } from "./dependencies.ts";

/**
 * Sends the cancellation request to the order's workflow, so that it stops waiting for the payment. An error is only logged: the
 * request is stored with the order, and the workflow reads it before it fulfils the order. A lost message costs only the rest of
 * the wait.
 */
export async function sendCancellation(
  orderId: OrderId,
  dependencies: Pick<Dependencies, "sendCancellation" | "log" | "now" | "randomBytes">,
): Promise<void> {
  const { log, now, randomBytes } = dependencies;
  const time = now();
  const id = mint("evt", time.getTime(), randomBytes);
  const traceparent = activeTraceparent();
  const data = { orderId };
  const event = newEvent(orderCancelRequestedVersions, { id, time, orderId, traceparent, data });
  try {
    await dependencies.sendCancellation(event);
  } catch (thrown) {
    log.warn("publish", { eventId: id, orderId }, thrown);
  }
}
