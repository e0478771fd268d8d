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

/** `waiting`: an event of the provider will end the task. Otherwise the task has already ended. */
export type ChargeResult = {
  readonly outcome: "waiting" | "charged" | "not-charged" | "cancelled";
};

/**
 * Charges the order at the provider. The task's token is stored before the provider gets the request, and is never sent to it. The
 * order's id is the idempotency key, so a second request returns the charge's status. So the task also ends when an event was
 * lost, or came between two attempts.
 */
export async function chargePayment(
  { orderId, amountMinor, currency, taskToken }: ChargeTask,
  { waits, provider, callbacks, now }: ChargeDependencies,
): Promise<ChargeResult> {
  const reference = chargeIdOf(orderId);
  const { cancelRequested } = await waits.begin(reference, taskToken, now());
  if (cancelRequested) {
    await callbacks.fail(taskToken, workflowErrors.cancelled);
    return { outcome: "cancelled" };
  }
  const charge = await provider.charge(orderId, { reference, amountMinor, currency });
  return endTaskIfFinal(charge.status, taskToken, callbacks);
}

async function endTaskIfFinal(
  status: Charge["status"],
  taskToken: string,
  callbacks: TaskCallbacks,
): Promise<ChargeResult> {
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
