import type { Mutation } from "../src/mutations/mutation.ts";

export const functionBeforeMigrations: Mutation = {
  meaning: "the relay runs new code on the old schema while a deploy migrates",
  caughtBy: [
    {
      command: "test --project integration acceptance/src/program/program.integration",
      says: /every function that logs in to the database is deployed after the migrations/,
    },
  ],
  edits: [{ file: "infra/outbox-relay.ts", find: "{ dependsOn: [migrations] },", replace: "" }],
};
