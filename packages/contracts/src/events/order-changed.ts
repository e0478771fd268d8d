import * as z from "zod";
import { StoredCustomerId } from "../customer-id.ts";
import { OrderId } from "../ids.ts";
import { Currency } from "../money.ts";
import { OrderStatus } from "../order.ts";
import { cloudEvent, eventSource } from "./cloud-event.ts";
import { eventVersions } from "./event-versions.ts";

/**
 * The state of an order after a change: it was placed, its status changed, or goods were returned. `subject` is the order; amounts
 * are minor units. The events of an order have the versions 1, 2, 3, ... without a gap.
 */
export const OrderChanged = cloudEvent({
  type: "order.changed",
  source: eventSource("orders"),
  version: 1,
  data: z.object({
    orderId: OrderId,
    version: z.int().positive(),
    customerId: StoredCustomerId,
    status: OrderStatus,
    orderedOn: z.iso.date(),
    country: z.string(),
    currency: Currency,
    totalMinor: z.int().nonnegative(),
    /** The sum of all refunds for returned goods. */
    returnedMinor: z.int().nonnegative(),
  }),
});
export type OrderChanged = z.infer<typeof OrderChanged>;

/** What a consumer accepts: `acceptEvent(orderChangedVersions, body)`. */
export const orderChangedVersions = eventVersions(OrderChanged);
