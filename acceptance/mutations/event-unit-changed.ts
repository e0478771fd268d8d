import type { Mutation } from "../src/mutations/mutation.ts";

export const eventUnitChanged: Mutation = {
  meaning: "an amount changes its unit and its name",
  caughtBy: [
    {
      command: "gate contracts",
      says: /OrderPipeline would refuse order.placed\/2 as it was released[^:]+:\s+data.total.amountMajor must be there/,
    },
  ],
  edits: [{ file: "packages/contracts/src/money.ts", find: "amountMinor", replace: "amountMajor" }],
};
