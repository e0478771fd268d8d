import type { Mutation } from "../src/mutations/mutation.ts";

export const busyLoopInRoute: Mutation = {
  meaning: "each read of an order computes for 20 ms more, which nobody sees in the code's size",
  caughtBy: [
    {
      // The gate operations records the evidence, whose times the gate latency judges.
      command: "gate operations latency",
      says: /error\s+latency\/slow-invocation\s+OrdersApi\s+A warm invocation of GET \/orders\/\{id\} computed for [\d.]+ ms/,
    },
  ],
  edits: [
    {
      file: "services/orders-api/src/routes/get-order-route.ts",
      find: "if (!id.success) return orderNotFound();",
      addAfter: "for (const end = performance.now() + 20; performance.now() < end; );",
    },
  ],
};
