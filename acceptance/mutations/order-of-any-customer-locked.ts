import type { Mutation } from "../src/mutations/mutation.ts";

export const orderOfAnyCustomerLocked: Mutation = {
  meaning: "a customer cancels the order of another one",
  caughtBy: [
    {
      command: "test --project integration services/orders-api/src/isolation",
      says: /cancelOrder does not find the order of another customer/,
    },
  ],
  edits: [
    {
      file: "packages/database/src/orders-repository.ts",
      find: '.where(and(eq(orders.id, id), eq(orders.customerId, customerId))).for("update")',
      replace: '.where(eq(orders.id, id)).for("update")',
    },
  ],
};
