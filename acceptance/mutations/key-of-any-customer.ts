import type { Mutation } from "../src/mutations/mutation.ts";

export const keyOfAnyCustomer: Mutation = {
  meaning: "a customer who guesses a key gets the order of another customer as the answer",
  caughtBy: [
    {
      command: "test --project integration services/orders-api/src/isolation",
      says: /placeOrder does not answer the key of another customer/,
    },
  ],
  edits: [
    {
      file: "packages/database/src/idempotency-repository.ts",
      find: "eq(idempotencyRecords.customerId, customerId),",
      replace: "",
    },
  ],
};
