import type { OrderTask } from "@stagecraft/contracts/order-workflow";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import type { Refund } from "@stagecraft/contracts/payments/refund";
import type { PaymentsProvider } from "./payments-provider.ts";

/**
 * Gives back what the order was charged, or keeps it from being charged at all when the provider is still at it or
 * has not heard of it.
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
