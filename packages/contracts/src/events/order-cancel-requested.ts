import * as z from "zod";
import { OrderId } from "../ids.ts";
import { cloudEvent } from "./cloud-event.ts";
import { eventVersions } from "./event-versions.ts";

/**
 * The customer asks for an order to be cancelled whose workflow is under way. The wish itself stands with the order;
 * this spares the workflow the rest of its wait.
 */
export const OrderCancelRequested = cloudEvent({
  type: "order.cancel-requested",
  source: "/stagecraft/orders-api",
  version: 1,
  data: z.object({ orderId: OrderId }),
});
export type OrderCancelRequested = z.infer<typeof OrderCancelRequested>;

/** What a consumer accepts: `acceptEvent(orderCancelRequestedVersions, body)`. */
export const orderCancelRequestedVersions = eventVersions(OrderCancelRequested);
