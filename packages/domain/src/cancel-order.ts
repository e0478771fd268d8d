import type { Order } from "./order.ts";

export type Cancellation =
  /** The workflow has done nothing for the order yet. */
  | { readonly ok: true; readonly way: "at-once" }
  /** The workflow has to undo its steps. */
  | { readonly ok: true; readonly way: "by-workflow" }
  | { readonly ok: false; readonly reason: "already-cancelled" | "not-cancellable" };

/** How the order can be cancelled, if at all. A fulfilled order can only be returned. */
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
