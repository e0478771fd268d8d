import type { Mutation } from "../src/mutations/mutation.ts";

export const eventUnitChanged: Mutation = {
  meaning: "an amount changes its unit and its name",
  caughtBy: [
    {
      command: "gate contracts",
      says: /OrderPipeline would refuse messages of the released order.placed\/2[^:]+:\s+data.total.amountMajor must be there/,
    },
  ],
  edits: [{ file: "packages/contracts/src/money.ts", find: "amountMinor", replace: "amountMajor" }],
};
