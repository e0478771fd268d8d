import type { Mutation } from "../src/mutations/mutation.ts";

export const clientPerInvocation: Mutation = {
  meaning: "each invocation pays for a new connection to the database, and leaves it open",
  caughtBy: [
    {
      command: "gate latency",
      says: /client-per-invocation\s+OrderStatus\s+It makes Pool in each invocation: at services\/order-status\/src\/handler\.ts:\d+, which leads to packages\/database\/src\/connection\.ts:\d+/,
    },
  ],
  edits: [
    {
      file: "services/order-status/src/handler.ts",
      find: "answerCall(call, { database, now })",
      replace: `answerCall(call, {
        database: connectAsRole(config, { statementTimeoutMs: 10_000, connectTimeoutMs: 20_000, now }),
        now,
      })`,
    },
  ],
};
