import type { Mutation } from "../src/mutations/mutation.ts";

export const consumerWithoutDeadLetters: Mutation = {
  meaning: "messages that a consumer cannot handle are lost",
  caughtBy: [
    {
      command: "gate contracts",
      says: /no-dead-letters\s+SalesProjector\s+A batch of OrderChanges that SalesProjector cannot handle is skipped/,
    },
  ],
  edits: [
    { file: "infra/sales-projector.ts", find: "mapping.destinationConfig = …;", replace: "" },
  ],
};
