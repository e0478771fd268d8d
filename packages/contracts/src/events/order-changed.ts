import * as z from "zod";
import { EventId, OrderId } from "../ids.ts";
import { Currency } from "../money.ts";
import { OrderStatus } from "../order.ts";

/**
 * An order was placed, moved on, or goods of it came back: how it stands since. CloudEvents attributes; `subject` is
 * the order; amounts are minor units. An order's events count its versions without a gap, from 1.
 */
export const OrderChanged = z.object({
  specversion: z.literal("1.0"),
  id: EventId,
  source: z.literal("/stagecraft/orders"),
  type: z.literal("order.changed"),
  dataschema: z.literal("https://stagecraft.dev/schemas/order.changed/1"),
  time: z.iso.datetime(),
  subject: OrderId,
  data: z.object({
    orderId: OrderId,
    version: z.int().positive(),
    customerId: z.string(),
    status: OrderStatus,
    orderedOn: z.iso.date(),
    country: z.string(),
    currency: Currency,
    totalMinor: z.int().nonnegative(),
    /** All that was refunded for returned goods so far. */
    returnedMinor: z.int().nonnegative(),
  }),
});
export type OrderChanged = z.infer<typeof OrderChanged>;
