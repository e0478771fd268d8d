import * as z from "zod";
import { Order, OrderStatus } from "./order.ts";

/** Only digits are a number: `0x10` and `1e2` are refused. */
function fromDigits(text: unknown): unknown {
  return typeof text === "string" && /^\d+$/.test(text) ? Number(text) : text;
}

/** The query of `GET /orders`. */
export const OrderListQuery = z.strictObject({
  status: OrderStatus.optional(),
  cursor: z.string().optional().meta({ description: "The `next` of the previous page." }),
  limit: z.preprocess(fromDigits, z.number().int().min(1).max(100).default(20)),
});
export type OrderListQuery = z.infer<typeof OrderListQuery>;

/** An order without its lines. */
export const OrderSummary = Order.omit({ lines: true });
export type OrderSummary = z.infer<typeof OrderSummary>;

/** A page of a customer's orders, newest first. */
export const OrderList = z.object({
  orders: z.array(OrderSummary),
  next: z.string().nullable().meta({ description: "The next page's `cursor`; null on the last." }),
});
export type OrderList = z.infer<typeof OrderList>;
