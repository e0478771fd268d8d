import type { Mutation } from "../src/mutations/mutation.ts";

export const eventEnumNarrowed: Mutation = {
  meaning: "an enum loses a value that messages in flight may have",
  caughtBy: [
    {
      command: "gate contracts",
      says: /OrderPipeline would refuse messages of the released order.placed\/2[^:]+:\s+data.total.currency must be one of GBP, EUR, and may be USD/,
    },
  ],
  edits: [{ file: "packages/contracts/src/money.ts", find: "USD: {…},", replace: "" }],
};
