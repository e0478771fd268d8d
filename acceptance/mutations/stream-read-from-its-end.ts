import type { Mutation } from "../src/mutations/mutation.ts";

export const streamReadFromItsEnd: Mutation = {
  meaning: "changes of orders during a deploy never reach the sales",
  caughtBy: [{ command: "gate contracts", says: /starts-late\s+SalesProjector/ }],
  edits: [
    {
      file: "infra/sales-projector.ts",
      find: 'mapping.startingPosition = "TRIM_HORIZON";',
      replace: 'mapping.startingPosition = "LATEST";',
    },
  ],
};
