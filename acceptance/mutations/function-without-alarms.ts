import type { Mutation } from "../src/mutations/mutation.ts";

export const functionWithoutAlarms: Mutation = {
  meaning:
    "a function that someone adds without the helper of infra/ fails, and nobody learns of it",
  caughtBy: [
    {
      command: "gate operations --stage prod",
      says: /unwatched\s+OrderArchive\s+No alarm reads Errors, Throttles, Duration/,
    },
  ],
  edits: [
    {
      file: "infra/order-status.ts",
      find: "/** Called by an operator (npm run orders)",
      replace: `new sst.aws.Function("OrderArchive", {
  handler: "services/order-status/src/handler.handler",
  runtime: "nodejs24.x",
});

/** Called by an operator (npm run orders)`,
    },
  ],
};
