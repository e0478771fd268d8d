import type { Mutation } from "../src/mutations/mutation.ts";

export const databaseProxy: Mutation = {
  meaning: "RDS Proxy costs 88 USD a month, and keeps the database from pausing",
  caughtBy: [
    {
      command: "gate budget",
      says: /over-idle-budget\s+.*rds-proxy-acu-hours 87\.60/,
    },
  ],
  edits: [
    {
      file: "infra/database.ts",
      find: "scaling: stage.database.capacity,",
      addAfter: "proxy: true,",
    },
  ],
};
