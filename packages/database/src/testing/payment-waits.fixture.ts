import type { ChargeId } from "@stagecraft/contracts/payments/charge-id";
import type { PaymentWait, PaymentWaits } from "../payment-waits.ts";

/** Payment waits in memory. */
export function memoryPaymentWaits(): PaymentWaits {
  const waits = new Map<ChargeId, PaymentWait>();
  const none = { taskToken: null, cancelRequested: false, endedBy: null };
  const change = async (chargeId: ChargeId, part: Partial<PaymentWait>) => {
    const wait = { ...(waits.get(chargeId) ?? none), ...part };
    waits.set(chargeId, wait);
    return wait;
  };
  return {
    begin: (chargeId, taskToken) => change(chargeId, { taskToken, endedBy: null }),
    requestCancellation: (chargeId) => change(chargeId, { cancelRequested: true }),
    end: async (chargeId, endedBy) => void (await change(chargeId, { endedBy })),
    find: async (chargeId) => waits.get(chargeId) ?? null,
  };
}
