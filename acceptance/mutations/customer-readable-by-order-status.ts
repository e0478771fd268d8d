import type { Mutation } from "../src/mutations/mutation.ts";

export const customerReadableByOrderStatus: Mutation = {
  meaning: "the function that operators ask about orders may read whose orders they are",
  caughtBy: [
    {
      command:
        "test --project integration packages/database/src/order-status-repository.integration.test.ts",
      says: /FAIL.*the login is refused the customer of an order/,
    },
  ],
  edits: [
    {
      file: "packages/database/migrations/0006_order-status.sql",
      find: `"cancel_requested_at") ON "orders"`,
      replace: `"cancel_requested_at", "customer_id") ON "orders"`,
    },
  ],
};
