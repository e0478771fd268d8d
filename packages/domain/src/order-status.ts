import type { OrderStatus } from "@stagecraft/contracts/order";

const next: { readonly [from in OrderStatus]: readonly OrderStatus[] } = {
  placed: ["accepted", "cancelled"],
  accepted: ["cancelled"],
  cancelled: [],
};

/** Whether an order may go from the one status to the other. */
export function mayBecome(from: OrderStatus, to: OrderStatus): boolean {
  return next[from].includes(to);
}

/** The statuses from which an order may become `to`. */
export function statusesBefore(to: OrderStatus): OrderStatus[] {
  return (Object.keys(next) as OrderStatus[]).filter((from) => mayBecome(from, to));
}
