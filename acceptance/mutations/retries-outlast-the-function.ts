import type { Mutation } from "../src/mutations/mutation.ts";

export const retriesOutlastTheFunction: Mutation = {
  meaning: "a slow database ends the function before it can tell which order failed",
  caughtBy: [
    {
      command: "gate latency",
      says: /slow-calls\s+OrderStatus\s+A call of connectAsRole \(services\/order-status\/src\/handler\.ts:\d+\) may last 80 s/,
    },
  ],
  edits: [
    {
      file: "services/order-status/src/handler.ts",
      find: "statementTimeoutMs: 10_000",
      replace: "statementTimeoutMs: 60_000",
    },
  ],
};
