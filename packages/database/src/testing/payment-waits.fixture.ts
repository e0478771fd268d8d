import type { ChargeId } from "@stagecraft/contracts/payments/charge-id";
import type { PaymentWait, PaymentWaits } from "../payment-waits.ts";

/** Waits in memory, for the tests. */
export function memoryPaymentWaits(): PaymentWaits {
  const waits = new Map<ChargeId, PaymentWait>();
  const none = { taskToken: null, cancelRequested: false, settledBy: null };
  const change = async (chargeId: ChargeId, part: Partial<PaymentWait>) => {
    const wait = { ...(waits.get(chargeId) ?? none), ...part };
    waits.set(chargeId, wait);
    return wait;
  };
  return {
    begin: (chargeId, taskToken) => change(chargeId, { taskToken, settledBy: null }),
    requestCancellation: (chargeId) => change(chargeId, { cancelRequested: true }),
    settle: async (chargeId, settledBy) => void (await change(chargeId, { settledBy })),
    find: async (chargeId) => waits.get(chargeId) ?? null,
  };
}
