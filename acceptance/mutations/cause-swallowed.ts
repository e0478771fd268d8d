import type { Mutation } from "../src/mutations/mutation.ts";

export const causeSwallowed: Mutation = {
  meaning: "a message dies, and nobody can say why",
  caughtBy: [
    {
      command: "gate operations",
      says: /failure-without-error\s+OrderPipeline\s+Its log line "message" with the reason workflow.unreachable has no error/,
    },
  ],
  edits: [{ file: "packages/lambda/src/batch.ts", find: "}, thrown, );", replace: "});" }],
};
