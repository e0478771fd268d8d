import type { Mutation } from "../src/mutations/mutation.ts";

export const databaseProxy: Mutation = {
  meaning: "RDS Proxy costs 88 USD a month, and keeps the database from pausing",
  caughtBy: [
    {
      command: "gate budget --stage dev",
      says: /over-idle-budget\s.*\s.*rds-proxy-acu-hours 87\.60/,
    },
  ],
  edits: [
    {
      file: "infra/stages.ts",
      find: "= { local, dev, prod };",
      replace: "= { local, dev: { ...dev, database: { ...dev.database, proxy: true } }, prod };",
    },
  ],
};
