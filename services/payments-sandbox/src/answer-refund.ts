import type { Refund, RefundRequest } from "@stagecraft/contracts/payments/refund";

/** Answers that the charge was refunded. The sandbox stores no amounts. */
export function answerRefund({ reference }: RefundRequest): Refund {
  return { reference, outcome: "refunded", refundedMinor: 0 };
}
