import type { Mutation } from "../src/mutations/mutation.ts";

export const requestFieldRequired: Mutation = {
  meaning: "the API requires a field that was optional",
  caughtBy: [
    {
      command: "gate contracts",
      says: /POST \/orders\s+It would refuse[^:]+:\s+body reference must be there, and may be left out/,
    },
  ],
  edits: [
    {
      file: "packages/contracts/src/place-order.ts",
      find: "Reference.optional()",
      replace: "Reference",
    },
  ],
};
