import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const withoutIdempotencyOrdersApi: Mutation = {
  meaning: "a repeated request places a second order",
  caughtBy: [{ command: "chaos --orders 200 --seed 4 --pauses 1", says: /is stored \d+ times/ }],
  edits: [
    {
      file: "services/orders-api/src/place-order.ts",
      find: 'operation: "placeOrder", key',
      replace: 'operation: "placeOrder", key: `${key} ${id}`',
    },
  ],
};
