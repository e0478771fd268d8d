import type { Mutation } from "../src/mutations/mutation.ts";

export const eventFieldRequired: Mutation = {
  meaning: "an event gets a required field that messages in flight do not have",
  caughtBy: [
    {
      command: "gate contracts",
      says: /SalesProjector would refuse messages of the released order.changed\/1[^:]+:\s+data.channel must be there/,
    },
  ],
  edits: [
    {
      file: "packages/contracts/src/events/order-changed.ts",
      find: "country: …,",
      addAfter: "channel: z.string(),",
    },
  ],
};
