import type { OrderCancelRequested } from "@stagecraft/contracts/events/order-cancel-requested";
import { workflowErrors } from "@stagecraft/contracts/order-workflow";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { PaymentWaits } from "@stagecraft/database/payment-waits";
import type { ItemOutcome } from "@stagecraft/lambda/batch";
import type { TaskCallbacks } from "@stagecraft/lambda/task-callbacks";
import { linkActiveSpan } from "@stagecraft/observability/tracing/traceparent";

export type CancellationDependencies = {
  readonly waits: PaymentWaits;
  readonly callbacks: TaskCallbacks;
  readonly now: () => Date;
};

/**
 * Delivers a cancellation request to the order's workflow. A workflow that waits for its payment stops waiting. One that has not
 * requested the payment finds the request that is stored here; one that already has the payment finds the request that is stored
 * with its order.
 */
export async function deliverCancellation(
  { data }: OrderCancelRequested,
  { waits, callbacks, now }: CancellationDependencies,
): Promise<ItemOutcome> {
  const chargeId = chargeIdOf(data.orderId);
  const { taskToken, endedBy, traceparent } = await waits.requestCancellation(chargeId, now());
  if (!taskToken || endedBy) return { ok: true, fields: { outcome: "noted" } };
  linkActiveSpan(traceparent);
  const outcome = await callbacks.fail(taskToken, workflowErrors.cancelled);
  return { ok: true, fields: { outcome } };
}
