import type { OrderStatus } from "@stagecraft/contracts/order";
import type { FailTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { isFinal } from "@stagecraft/domain/order-status";
import type { MetricName } from "@stagecraft/observability/metrics";
import type { OrderDependencies } from "./dependencies.ts";

/** `outcome` is how the order ended, which is not `status` when it had ended before. */
export type Failed = { readonly outcome: OrderStatus };

/** Ends an order whose workflow has undone what it did, or gave up doing so (`needs-attention`). */
export async function failOrder(
  { orderId, status }: FailTask,
  { database, metrics, now }: OrderDependencies,
): Promise<Failed> {
  const { outcome, changed } = await database.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    const { order } = await progress.lock(orderId);
    if (isFinal(order.status)) return { ok: true, outcome: order.status, changed: false };
    await progress.advance(order, status, now());
    return { ok: true, outcome: status, changed: true };
  });
  if (changed) metrics.add(metricOf(status));
  return { outcome };
}

function metricOf(status: FailTask["status"]): MetricName {
  switch (status) {
    case "cancelled":
      return "OrderCancelled";
    case "needs-attention":
      return "OrderNeedsAttention";
    default:
      return "OrderNotFulfilled";
  }
}
