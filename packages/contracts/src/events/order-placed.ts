import * as z from "zod";
import { EventId, OrderId } from "../ids.ts";
import { Currency } from "../money.ts";

/** An order was placed. CloudEvents attributes; `subject` is the order; amounts are minor units. */
export const OrderPlaced = z.object({
  specversion: z.literal("1.0"),
  id: EventId,
  source: z.literal("/stagecraft/orders-api"),
  type: z.literal("order.placed"),
  dataschema: z.literal("https://stagecraft.dev/schemas/order.placed/1"),
  time: z.iso.datetime(),
  subject: OrderId,
  data: z.object({
    orderId: OrderId,
    version: z.int().positive(),
    customerId: z.string(),
    orderedOn: z.iso.date(),
    country: z.string(),
    currency: Currency,
    totalMinor: z.int().nonnegative(),
    lineCount: z.int().positive(),
  }),
});
export type OrderPlaced = z.infer<typeof OrderPlaced>;
