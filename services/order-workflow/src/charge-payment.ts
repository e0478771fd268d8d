import { type ChargeTask, workflowErrors } from "@stagecraft/contracts/order-workflow";
import type { Charge } from "@stagecraft/contracts/payments/charge";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { PaymentWaits } from "@stagecraft/database/payment-waits";
import type { TaskCallbacks } from "@stagecraft/lambda/task-callbacks";
import type { PaymentsProvider } from "./payments-provider.ts";

export type ChargeDependencies = {
  readonly waits: PaymentWaits;
  readonly provider: PaymentsProvider;
  readonly callbacks: TaskCallbacks;
  readonly now: () => Date;
};

/** `waiting`: the provider's webhook ends the task. Otherwise the task has ended already. */
export type ChargeAsked = { readonly outcome: "waiting" | "charged" | "not-charged" | "cancelled" };

/**
 * Asks the provider for the order's money. The task's token is kept before the provider hears of the charge, and the
 * provider never sees it. The order's id is the key, so asking again tells how the charge stands: that is how a
 * webhook that was lost, or came between two attempts of the task, is made up for.
 */
export async function chargePayment(
  { orderId, amountMinor, currency, taskToken }: ChargeTask,
  { waits, provider, callbacks, now }: ChargeDependencies,
): Promise<ChargeAsked> {
  const reference = chargeIdOf(orderId);
  const { cancelRequested } = await waits.begin(reference, taskToken, now());
  if (cancelRequested) {
    await callbacks.fail(taskToken, workflowErrors.cancelled);
    return { outcome: "cancelled" };
  }
  const charge = await provider.charge(orderId, { reference, amountMinor, currency });
  return endIfSettled(charge.status, taskToken, callbacks);
}

async function endIfSettled(
  status: Charge["status"],
  taskToken: string,
  callbacks: TaskCallbacks,
): Promise<ChargeAsked> {
  switch (status) {
    case "pending":
      return { outcome: "waiting" };
    case "succeeded":
      await callbacks.succeed(taskToken, { outcome: "charged" });
      return { outcome: "charged" };
    case "declined":
    case "cancelled":
    case "refunded":
      await callbacks.fail(taskToken, workflowErrors.declined);
      return { outcome: "not-charged" };
  }
}
