import * as z from "zod";
import { OrderId } from "../ids.ts";
import { cloudEvent, eventSource } from "./cloud-event.ts";
import { eventVersions } from "./event-versions.ts";

/**
 * The customer asks to cancel an order whose workflow is running. The request itself is stored with the order; the event ends the
 * workflow's wait for the payment early.
 */
export const OrderCancelRequested = cloudEvent({
  type: "order.cancel-requested",
  source: eventSource("orders-api"),
  version: 1,
  data: z.object({ orderId: OrderId }),
});
export type OrderCancelRequested = z.infer<typeof OrderCancelRequested>;

/** What a consumer accepts: `acceptEvent(orderCancelRequestedVersions, body)`. */
export const orderCancelRequestedVersions = eventVersions(OrderCancelRequested);
