import type { Mutation } from "../src/mutations/mutation.ts";

export const eventEnumNarrowed: Mutation = {
  meaning: "a value that is in flight is not known any more",
  caughtBy: [
    {
      command: "gate contracts",
      says: /OrderPipeline would refuse messages of the released order.placed\/2[^:]+:\s+data.total.currency must be one of GBP, EUR, and may be USD/,
    },
  ],
  edits: [{ file: "packages/contracts/src/money.ts", find: "USD: {…},", replace: "" }],
};
