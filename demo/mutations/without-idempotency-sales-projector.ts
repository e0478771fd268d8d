import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const withoutIdempotencySalesProjector: Mutation = {
  meaning: "an event that is delivered twice is counted twice",
  caughtBy: [
    {
      command: "chaos --orders 200 --seed 4 --pauses 1",
      says: /sales in the projection: \d+, but/,
    },
  ],
  edits: [
    {
      file: "services/sales-projector/src/project-changes.ts",
      find: "if (change.version <= version) return …;",
      replace: "",
    },
    {
      file: "services/sales-projector/src/project-changes.ts",
      find: "- (order?.totalMinor ?? 0)",
      replace: "",
    },
  ],
};
