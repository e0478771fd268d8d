import type { Mutation } from "../src/mutations/mutation.ts";

export const eventEnumNarrowed: Mutation = {
  meaning: "a value that is in flight is not known any more",
  caughtBy: [
    {
      command: "gate contracts",
      says: /OrderPipeline would refuse order.placed\/2 as it was released[^:]+:\s+data.total.currency must be one of GBP, EUR, and may be USD/,
    },
  ],
  edits: [{ file: "packages/contracts/src/money.ts", find: "USD: {…},", replace: "" }],
};
