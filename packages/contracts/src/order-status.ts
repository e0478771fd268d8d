import * as z from "zod";
import { OrderId } from "./ids.ts";
import { Currency } from "./money.ts";
import { OrderStatus } from "./order.ts";

/** The most orders of one answer. */
export const maximumOrders = 100;

/** `stuck`: no change for longer than `stuckAfterMs`. `failed`: ended in one of `troubleStatuses`. `recent`: any order. */
export const OrderSelection = z.enum(["stuck", "failed", "recent"]);
export type OrderSelection = z.infer<typeof OrderSelection>;

/** The input of the function that tells operators the status of orders. */
export const OrderStatusCall = z.union([
  z.strictObject({ find: OrderSelection, limit: z.int().min(1).max(maximumOrders) }),
  z.strictObject({ orderId: OrderId }),
]);
export type OrderStatusCall = z.infer<typeof OrderStatusCall>;

/**
 * The final statuses that say that the system, or its provider, failed. A declined payment, an empty stock and a cancellation are
 * results of the business.
 */
export const troubleStatuses = [
  "needs-attention",
  "failed",
  "payment-timed-out",
] as const satisfies readonly OrderStatus[];

/** An order as operators see it: nothing in it leads to a customer. */
export const OrderState = z.object({
  id: OrderId,
  status: OrderStatus,
  version: z.int().positive(),
  changedAt: z.iso.datetime().meta({ description: "The last change of the order." }),
  placedAt: z.iso.datetime(),
  totalMinor: z.int().nonnegative(),
  currency: Currency,
  cancelRequested: z.boolean(),
  unpublished: z
    .record(z.string(), z.int().positive())
    .meta({ description: "The number of events that are not published, by destination." }),
});
export type OrderState = z.infer<typeof OrderState>;

/** The function's answer. */
export const OrderStates = z.object({
  at: z.iso.datetime().meta({ description: "The function's time." }),
  orders: z
    .array(OrderState)
    .meta({ description: "Stuck ones oldest first, all others newest first." }),
  isMore: z.boolean().meta({ description: "Whether more orders match than the limit." }),
});
export type OrderStates = z.infer<typeof OrderStates>;
