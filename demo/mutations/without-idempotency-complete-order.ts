import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const withoutIdempotencyCompleteOrder: Mutation = {
  meaning: "a task that runs twice treats its first run as failed",
  caughtBy: [
    {
      command: "chaos --orders 200 --seed 4 --pauses 1",
      says: /is fulfilled, but its charge is refunded/,
    },
  ],
  edits: [
    {
      file: "services/order-workflow/src/complete-order.ts",
      find: 'if (order.status === "fulfilled") return …;',
      replace: "",
    },
  ],
};
