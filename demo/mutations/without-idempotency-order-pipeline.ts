import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const withoutIdempotencyOrderPipeline: Mutation = {
  meaning: "a message that is delivered twice starts a second workflow",
  caughtBy: [
    { command: "chaos --orders 200 --seed 4 --pauses 1", says: /ord_\w+ has \d+ executions/ },
  ],
  edits: [
    {
      file: "services/order-pipeline/src/order-workflow.ts",
      find: "const name = input.orderId;",
      replace: "const name = `${input.orderId}-${crypto.randomUUID().slice(0, 8)}`;",
    },
  ],
};
