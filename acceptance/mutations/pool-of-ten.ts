import type { Mutation } from "../src/mutations/mutation.ts";

export const poolOfTen: Mutation = {
  meaning: "under load, functions open more connections than the database accepts",
  caughtBy: [
    {
      command: "gate latency --stage prod",
      says: /pool-connections\s+OrdersDatabase\s+.* could hold \d+ connections, and it accepts \d+: the pool at packages\/database\/src\/connection\.ts:\d+ opens 10 in each environment/,
    },
  ],
  edits: [{ file: "packages/database/src/connection.ts", find: "max: 1,", replace: "max: 10," }],
};
