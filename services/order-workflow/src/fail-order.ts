import type { OrderStatus } from "@stagecraft/contracts/order";
import type { FailTask } from "@stagecraft/contracts/order-workflow";
import { orderProgressRepository } from "@stagecraft/database/order-progress-repository";
import { isFinal } from "@stagecraft/domain/order-status";
import type { MetricName } from "@stagecraft/lambda/telemetry";
import type { OrderDependencies } from "./dependencies.ts";

/** `outcome` is the order's final status; it differs from the task's `status` when the order was final before. */
export type Failed = { readonly outcome: OrderStatus };

/** Ends an order after its workflow has undone its steps, or has failed to undo them (`needs-attention`). */
export async function failOrder(
  { orderId, status }: FailTask,
  { database, metrics, now }: OrderDependencies,
): Promise<Failed> {
  const { outcome, changed } = await database.transaction(async (db) => {
    const progress = orderProgressRepository(db);
    const { order } = await progress.lock(orderId);
    if (isFinal(order.status)) return { outcome: order.status, changed: false };
    await progress.advance(order, status, now());
    return { outcome: status, changed: true };
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
    case "payment-declined":
      return "OrderPaymentDeclined";
    case "payment-timed-out":
      return "OrderPaymentTimedOut";
    case "failed":
      return "OrderFailed";
  }
}
