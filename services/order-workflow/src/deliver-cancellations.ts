import type { OrderCancelRequested } from "@stagecraft/contracts/events/order-cancel-requested";
import { Fault } from "@stagecraft/contracts/fault";
import { workflowErrors } from "@stagecraft/contracts/order-workflow";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { PaymentWaits } from "@stagecraft/database/payment-waits";
import type { FailedItem, QueueItem } from "@stagecraft/lambda/queue-batch";
import type { TaskCallbacks } from "@stagecraft/lambda/task-callbacks";

export type CancellationDependencies = {
  readonly waits: PaymentWaits;
  readonly callbacks: TaskCallbacks;
  readonly now: () => Date;
};

/**
 * Delivers cancellation requests to workflows. A workflow that waits for its payment stops waiting. One that has not requested the
 * payment finds the request that is stored here; one that already has the payment finds the request that is stored with its order.
 */
export async function deliverCancellations(
  items: readonly QueueItem<OrderCancelRequested>[],
  { waits, callbacks, now }: CancellationDependencies,
): Promise<FailedItem[]> {
  const deliveries = items.map(async ({ messageId, value }): Promise<FailedItem[]> => {
    const chargeId = chargeIdOf(value.data.orderId);
    try {
      const { taskToken, endedBy } = await waits.requestCancellation(chargeId, now());
      if (taskToken && !endedBy) await callbacks.fail(taskToken, workflowErrors.cancelled);
      return [];
    } catch (thrown) {
      return [{ messageId, reason: thrown instanceof Fault ? thrown.code : "internal" }];
    }
  });
  return (await Promise.all(deliveries)).flat();
}
