import type { Mutation } from "../src/mutations/mutation.ts";

export const retriesMultiply: Mutation = {
  meaning: "one order whose provider is down causes a hundred thousand invocations",
  caughtBy: [
    {
      command: "gate governance",
      says: /retry-amplification\s+Orders\s+One event can cause \d+ invocations for/,
    },
  ],
  edits: [
    {
      file: "infra/order-workflow.ts",
      find: "{ ...transient, maxAttempts: 60 }",
      replace: "{ ...transient, maxAttempts: 6000 }",
    },
  ],
};
