import type { Mutation } from "../src/mutations/mutation.ts";

export const timeoutAboveTheCallers: Mutation = {
  meaning:
    "the API goes on with a request after its client has got a 503, and the client sends it again",
  caughtBy: [
    {
      command: "gate latency",
      says: /over-callers-timeout\s+OrdersApi\s+It may run for 40 s, and Api POST \/orders waits for 30 s/,
    },
  ],
  edits: [
    {
      file: "infra/orders-api.ts",
      find: 'timeout: "10 seconds"',
      replace: 'timeout: "40 seconds"',
    },
  ],
};
