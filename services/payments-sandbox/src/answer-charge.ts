import type { Charge, ChargeRequest } from "@stagecraft/contracts/payments/charge";

/** An amount that ends in these minor units, such as 2.13, is declined; any other succeeds. */
const declinedEnding = 13;

/** The charge in its final status, which depends only on its amount. */
export function answerCharge(request: ChargeRequest): Charge {
  const isDeclined = request.amountMinor % 100 === declinedEnding;
  return {
    ...request,
    id: request.reference.replace("chg_", "pay_"),
    status: isDeclined ? "declined" : "succeeded",
  };
}
