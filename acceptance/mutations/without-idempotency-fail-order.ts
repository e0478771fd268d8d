import type { Mutation } from "../src/mutations/mutation.ts";

export const withoutIdempotencyFailOrder: Mutation = {
  meaning: "a task that runs twice fails an order that has ended already",
  caughtBy: [
    {
      command:
        "test --project integration services/order-workflow/src/order-workflow.integration.test.ts",
      says: /FAIL.*is not completed, and all of it is undone/,
    },
  ],
  edits: [
    {
      file: "services/order-workflow/src/fail-order.ts",
      find: "if (isFinal(order.status)) return …;",
      replace: "",
    },
  ],
};
