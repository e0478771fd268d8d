import * as z from "zod";
import { EventId, OrderId } from "../ids.ts";

/**
 * The customer asks for an order to be cancelled whose workflow is under way. CloudEvents attributes. The wish itself
 * stands with the order; this spares the workflow the rest of its wait.
 */
export const OrderCancelRequested = z.object({
  specversion: z.literal("1.0"),
  id: EventId,
  source: z.literal("/stagecraft/orders-api"),
  type: z.literal("order.cancel-requested"),
  dataschema: z.literal("https://stagecraft.dev/schemas/order.cancel-requested/1"),
  time: z.iso.datetime(),
  subject: OrderId,
  data: z.object({ orderId: OrderId }),
});
export type OrderCancelRequested = z.infer<typeof OrderCancelRequested>;
