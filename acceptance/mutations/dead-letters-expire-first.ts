import type { Mutation } from "../src/mutations/mutation.ts";

export const deadLettersExpireFirst: Mutation = {
  meaning: "an order whose message dies on its last day is gone before anybody has looked",
  caughtBy: [{ command: "gate contracts", says: /expires-unread\s+OrdersDeadLetters/ }],
  edits: [
    {
      file: "packages/contracts/src/contracts/placed-orders.ts",
      find: "retentionSeconds: 14 * seconds.day",
      replace: "retentionSeconds: 4 * seconds.day",
    },
  ],
};
