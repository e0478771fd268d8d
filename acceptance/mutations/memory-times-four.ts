import type { Mutation } from "../src/mutations/mutation.ts";

export const memoryTimesFour: Mutation = {
  meaning: "an order costs more, for a function that waits for the database most of the time",
  caughtBy: [
    {
      command: "gate budget",
      says: /cost-per-work\s+OrdersApi\s+One order costs [\d.]+ % more than recorded.*OrdersApi\w* lambda-arm64-gb-seconds/,
    },
  ],
  edits: [
    {
      file: "infra/orders-api.ts",
      find: 'memory: "768 MB",',
      replace: 'memory: "3072 MB",',
    },
  ],
};
