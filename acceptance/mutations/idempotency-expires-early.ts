import type { Mutation } from "../src/mutations/mutation.ts";

export const idempotencyExpiresEarly: Mutation = {
  meaning: "a key expires while its message may still be redriven",
  caughtBy: [{ command: "gate contracts", says: /DeliverCancellations stores a key for 10 days/ }],
  edits: [
    {
      file: "packages/contracts/src/kept-seconds.ts",
      find: "paymentWait: 30",
      replace: "paymentWait: 10",
    },
  ],
};
