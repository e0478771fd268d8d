import type { Mutation } from "../src/mutations/mutation.ts";

export const traceDroppedInOutbox: Mutation = {
  meaning: "nobody sees which request changed the sales",
  caughtBy: [
    {
      command: "gate operations",
      says: /broken-trace\s+OutboxRelay\s+Its span "publish orders-stream" publishes an event that does not name what led to it/,
    },
  ],
  edits: [
    {
      file: "packages/database/src/outbox/outbox-events.ts",
      find: "traceparent: activeTraceparent(),",
      replace: "",
    },
  ],
};
