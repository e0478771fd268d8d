import type { Charge, ChargeRequest } from "@stagecraft/contracts/payments/charge";

/** An amount that ends in these minor units, such as 2.13, is declined; any other succeeds. */
const declinedEnding = 13;

/** How the charge stands: it is settled at once, by its amount alone, and the same again when it is asked again. */
export function answerCharge(request: ChargeRequest): Charge {
  const isDeclined = request.amountMinor % 100 === declinedEnding;
  return {
    ...request,
    id: request.reference.replace("chg_", "pay_"),
    status: isDeclined ? "declined" : "succeeded",
  };
}
