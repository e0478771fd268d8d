import type { Mutation } from "../src/mutations/mutation.ts";

export const withoutIdempotencyRefundPayment: Mutation = {
  meaning: "a task that runs twice refunds a charge twice",
  caughtBy: [
    {
      command: "test --project integration acceptance/src/scenarios/order-ends.integration.test.ts",
      says: /the sales of the day are those/,
    },
  ],
  edits: [
    {
      file: "services/order-workflow/src/refund-payment.ts",
      find: "refund-${orderId}",
      replace: "refund-${orderId}-${crypto.randomUUID()}",
    },
  ],
};
