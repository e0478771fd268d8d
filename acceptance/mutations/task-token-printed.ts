import type { Mutation } from "../src/mutations/mutation.ts";

export const taskTokenPrinted: Mutation = {
  meaning: "a command prints a task's token, with which anyone can end the task",
  caughtBy: [
    {
      command:
        "test --project integration operations/src/executions/read-execution.integration.test.ts",
      says: /FAIL.*a task that waits for a callback says since when/,
    },
  ],
  edits: [
    {
      file: "operations/src/executions/failure-of.ts",
      find: "message: withoutTokens(message)",
      replace: "message",
    },
  ],
};
