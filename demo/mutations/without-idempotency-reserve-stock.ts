import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const withoutIdempotencyReserveStock: Mutation = {
  meaning: "a task that runs twice reserves twice",
  caughtBy: [
    {
      command: "chaos --orders 200 --seed 4 --pauses 1",
      says: /is (failed|needs-attention|accepted|placed), which is not a final state/,
    },
  ],
  edits: [
    {
      file: "services/order-workflow/src/reserve-stock.ts",
      find: 'if (order.status !== "placed") return …;',
      replace: "",
    },
  ],
};
