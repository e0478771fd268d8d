import type { Mutation } from "../src/mutations/mutation.ts";

export const queueFeedsItsProducer: Mutation = {
  meaning: "each message can send the next one, without an end",
  caughtBy: [
    {
      command: "gate governance",
      says: /event-loop\s+OrderPipeline\s+One event can cause itself again, without an end: OrderPipeline > Orders > OrderPipeline/,
    },
  ],
  edits: [
    {
      file: "infra/order-pipeline.ts",
      find: "canConsumeQueue(ordersQueue)]",
      replace: "canConsumeQueue(ordersQueue), canSendOrders]",
    },
  ],
};
