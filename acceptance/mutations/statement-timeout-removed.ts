import type { Mutation } from "../src/mutations/mutation.ts";

export const statementTimeoutRemoved: Mutation = {
  meaning:
    "a statement that waits for a lock holds its function until Lambda ends it, and runs on after that",
  caughtBy: [
    {
      command: "gate latency",
      says: /unlimited-calls\s+packages\/database\/src\/connection\.ts\s+Pool in line \d+ is used without statement_timeout/,
    },
  ],
  edits: [
    {
      file: "packages/database/src/connection.ts",
      find: "statement_timeout: options.statementTimeoutMs,",
      replace: "",
    },
  ],
};
