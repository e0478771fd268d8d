import type { Mutation } from "../src/mutations/mutation.ts";

export const traceDroppedInWorkflow: Mutation = {
  meaning: "the trace of an order ends where its workflow begins",
  caughtBy: [
    {
      command: "gate operations",
      says: /broken-trace\s+ReserveStock\s+The trace breaks at order-workflow\/ReserveStock/,
    },
  ],
  edits: [
    {
      file: "services/order-pipeline/src/start-workflow.ts",
      find: "...(traceparent && { traceparent }),",
      replace: "",
    },
  ],
};
