import { OrderId } from "@stagecraft/contracts/ids";
import { chargeIdOf } from "@stagecraft/contracts/payments/charge-id";
import { expect, test } from "vitest";
import { refundPayment } from "./refund-payment.ts";

test("a refund has its own key and the charge's reference", async () => {
  const orderId = OrderId.parse("ord_01JDZ8Q7M0000000000000000A");
  const requests: unknown[] = [];
  const provider = {
    charge: () => Promise.reject(new Error("must not be called")),
    async refund(key: string, request: object) {
      requests.push([key, request]);
      return { reference: chargeIdOf(orderId), outcome: "refunded", refundedMinor: 255 } as const;
    },
  };
  expect(await refundPayment({ orderId }, { provider })).toEqual({ outcome: "refunded" });
  expect(requests).toEqual([[`refund-${orderId}`, { reference: chargeIdOf(orderId) }]]);
});
