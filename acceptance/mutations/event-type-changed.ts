import type { Mutation } from "../src/mutations/mutation.ts";

export const eventTypeChanged: Mutation = {
  meaning: "a field of an event changes its type",
  caughtBy: [
    {
      command: "gate contracts",
      says: /OrderPipeline would refuse messages of the released order.placed\/2[^:]+:\s+data.lineCount must be string, and may be integer/,
    },
  ],
  edits: [
    {
      file: "packages/contracts/src/events/order-placed.ts",
      find: "lineCount: …,",
      replace: "lineCount: z.string(),",
    },
  ],
};
