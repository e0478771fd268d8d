import type { Mutation } from "../src/mutations/mutation.ts";

export const eventFieldRemoved: Mutation = {
  meaning: "an event loses a field that consumers of the last release require",
  caughtBy: [
    {
      command: "gate contracts",
      says: /The released SalesProjector[^:]+:\s+data.country must be there/,
    },
  ],
  edits: [
    { file: "packages/contracts/src/events/order-changed.ts", find: "country: …,", replace: "" },
  ],
};
