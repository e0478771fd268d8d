import * as z from "zod";
import { StoredCustomerId } from "./customer-id.ts";
import { OrderId } from "./ids.ts";
import { StoredReference } from "./line-fields.ts";
import { Currency } from "./money.ts";

/**
 * The status of an order: `placed`, then `accepted` when its stock is reserved, then one of the others, which are final.
 * `needs-attention`: the workflow could not undo its steps, and a person has to.
 */
export const OrderStatus = z.enum([
  "placed",
  "accepted",
  "fulfilled",
  "out-of-stock",
  "payment-declined",
  "payment-timed-out",
  "cancelled",
  "failed",
  "needs-attention",
]);
export type OrderStatus = z.infer<typeof OrderStatus>;

/** A line of an order in the HTTP API; amounts are decimal strings. */
export const OrderLine = z.object({
  line: z.int().positive().meta({ description: "The line's number in its order, from 1." }),
  code: z.string(),
  quantity: z.int().positive(),
  returned: z.int().nonnegative().meta({ description: "How many pieces were returned." }),
  price: z.string().meta({ description: "The price of one piece, in the order's currency." }),
  total: z.string(),
});
export type OrderLine = z.infer<typeof OrderLine>;

/** An order in the HTTP API; amounts are decimal strings. */
export const Order = z.object({
  id: OrderId,
  status: OrderStatus,
  version: z.int().positive().meta({ description: "Counts the order's changes, from 1." }),
  customerId: StoredCustomerId,
  reference: StoredReference,
  orderedOn: z.iso.date().meta({ description: "The business date, in London." }),
  country: z.string(),
  currency: Currency,
  total: z.string(),
  lines: z.array(OrderLine),
  createdAt: z.iso.datetime(),
});
export type Order = z.infer<typeof Order>;
