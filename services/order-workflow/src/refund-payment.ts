import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { Refund } from "@stagecraft/contracts/payments/refund";
import type { PaymentsProvider } from "./payments-provider.ts";

/**
 * Refunds what the order was charged. A charge that is pending or unknown to the provider is cancelled instead.
 */
export async function refundPayment(
  { orderId }: OrderTask,
  { provider }: { provider: PaymentsProvider },
): Promise<Pick<Refund, "outcome">> {
  const { outcome } = await provider.refund(`refund-${orderId}`, {
    reference: chargeIdOf(orderId),
  });
  return { outcome };
}
