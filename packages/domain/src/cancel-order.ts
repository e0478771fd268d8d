import type { Order } from "./order.ts";
import { mayBecome } from "./order-status.ts";

export type CancelledOrder =
  | { readonly ok: true; readonly order: Order }
  | { readonly ok: false; readonly reason: "already-cancelled" | "not-cancellable" };

/** Cancels the order, unless it is cancelled or goods of it came back: those are refunded already. */
export function cancelOrder(order: Order): CancelledOrder {
  if (order.status === "cancelled") return { ok: false, reason: "already-cancelled" };
  if (!mayBecome(order.status, "cancelled") || order.lines.some((line) => line.returned > 0)) {
    return { ok: false, reason: "not-cancellable" };
  }
  return { ok: true, order: { ...order, status: "cancelled", version: order.version + 1 } };
}
