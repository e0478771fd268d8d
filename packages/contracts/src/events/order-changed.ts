import * as z from "zod";
import { OrderId } from "../ids.ts";
import { Currency } from "../money.ts";
import { OrderStatus } from "../order.ts";
import { cloudEvent } from "./cloud-event.ts";
import { eventVersions } from "./event-versions.ts";

/**
 * An order was placed, moved on, or goods of it came back: how it stands since. `subject` is the order; amounts are
 * minor units. An order's events count its versions without a gap, from 1.
 */
export const OrderChanged = cloudEvent({
  type: "order.changed",
  source: "/stagecraft/orders",
  version: 1,
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

/** What a consumer accepts: `acceptEvent(orderChangedVersions, body)`. */
export const orderChangedVersions = eventVersions(OrderChanged);
