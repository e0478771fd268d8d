import type { Mutation } from "../src/mutations/mutation.ts";

export const deliveriesDiffer: Mutation = {
  meaning: "infra/ allows fewer deliveries than the contract",
  caughtBy: [
    {
      command: "gate contracts",
      says: /delivery-differs\s+OrderPipeline\s+placed-orders: the contract says deliveries .maxReceiveCount. 5, the program 4/,
    },
  ],
  edits: [
    {
      file: "infra/queue-with-dead-letters.ts",
      find: "via.deliveries",
      replace: "via.deliveries - 1",
    },
  ],
};
