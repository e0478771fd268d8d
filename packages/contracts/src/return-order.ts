import * as z from "zod";
import { OrderId, ReturnId } from "./ids.ts";
import { Price, ProductCode, Quantity, Reference, StoredReference } from "./line-fields.ts";
import { Currency } from "./money.ts";

/**
 * The body of `POST /orders/{id}/returns`. Quantities of a code are taken from the order's lines
 * of that code, in line order; a `price` selects only the lines with that price.
 */
export const ReturnOrder = z.strictObject({
  reference: Reference.optional(),
  lines: z
    .array(z.strictObject({ code: ProductCode, quantity: Quantity, price: Price.optional() }))
    .min(1)
    .max(2_000),
});
export type ReturnOrder = z.infer<typeof ReturnOrder>;

/** A return in the HTTP API; amounts are decimal strings. */
export const Return = z.object({
  id: ReturnId,
  orderId: OrderId,
  reference: StoredReference,
  refund: z.string(),
  currency: Currency,
  lines: z.array(
    z.object({
      line: z.int().positive().meta({ description: "The number of the order's line." }),
      code: z.string(),
      quantity: z.int().positive(),
      price: z.string(),
      refund: z.string(),
    }),
  ),
  createdAt: z.iso.datetime(),
});
export type Return = z.infer<typeof Return>;
