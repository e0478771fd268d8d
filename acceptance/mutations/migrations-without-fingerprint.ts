import type { Mutation } from "../src/mutations/mutation.ts";

export const migrationsWithoutFingerprint: Mutation = {
  meaning: "a deploy with a new migration does not run it",
  caughtBy: [
    {
      command: "test --project integration acceptance/src/program/program.integration",
      says: /a deploy migrates when a file of the migrations has changed/,
    },
  ],
  edits: [
    { file: "infra/migrations.ts", find: "fingerprint(folder)", replace: '"always the same"' },
  ],
};
