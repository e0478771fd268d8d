import type { OrderStatus } from "@stagecraft/contracts/order";

const next: { readonly [from in OrderStatus]: readonly OrderStatus[] } = {
  placed: ["accepted", "out-of-stock", "cancelled", "failed", "needs-attention"],
  accepted: [
    "fulfilled",
    "payment-declined",
    "payment-timed-out",
    "cancelled",
    "failed",
    "needs-attention",
  ],
  fulfilled: [],
  "out-of-stock": [],
  "payment-declined": [],
  "payment-timed-out": [],
  cancelled: [],
  failed: [],
  "needs-attention": [],
};

/** Whether the status `to` may follow the status `from`. */
export function mayBecome(from: OrderStatus, to: OrderStatus): boolean {
  return next[from].includes(to);
}

/** Whether no status follows. */
export function isFinal(status: OrderStatus): boolean {
  return next[status].length === 0;
}
