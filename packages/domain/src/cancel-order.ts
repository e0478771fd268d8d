import type { Order } from "./order.ts";

export type Cancellation =
  /** Nothing was done for the order yet: it is cancelled. */
  | { readonly ok: true; readonly way: "at-once" }
  /** Its workflow is under way, and has to undo what it did. */
  | { readonly ok: true; readonly way: "by-workflow" }
  | { readonly ok: false; readonly reason: "already-cancelled" | "not-cancellable" };

/** How the order is cancelled, if it still can be: what is fulfilled is returned instead. */
export function cancelOrder({ status }: Pick<Order, "status">): Cancellation {
  switch (status) {
    case "placed":
      return { ok: true, way: "at-once" };
    case "accepted":
      return { ok: true, way: "by-workflow" };
    case "cancelled":
      return { ok: false, reason: "already-cancelled" };
    default:
      return { ok: false, reason: "not-cancellable" };
  }
}
