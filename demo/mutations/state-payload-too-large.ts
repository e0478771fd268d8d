import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const statePayloadTooLarge: Mutation = {
  meaning: "a task returns more data than a state may have",
  caughtBy: [
    {
      command: "run --orders 3",
      says: /the state ReserveStock failed with States.DataLimitExceeded/,
    },
  ],
  edits: [
    {
      file: "services/order-workflow/src/handlers/reserve-stock.ts",
      find: "(task) => reserveStock(…),",
      replace: `
  async (task) => ({
    ...(await reserveStock(task, dependencies)),
    history: "x".repeat(300_000),
  }),`,
    },
  ],
};
