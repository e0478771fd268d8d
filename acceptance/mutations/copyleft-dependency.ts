import type { Mutation } from "../src/mutations/mutation.ts";

export const copyleftDependency: Mutation = {
  meaning: "the program has to be published with its source",
  caughtBy: [
    {
      command: "gate governance",
      says: /licence\s+zod@\S+\s+It is deployed with [^\n]+, and its licence AGPL-3\.0-only is not approved/,
    },
  ],
  edits: [
    {
      file: "package-lock.json",
      find: '"node_modules/zod": { "version": …, "integrity": …, "license": "MIT"',
      replace:
        '"node_modules/zod": { "version": "4.6.7", "integrity": "sha512-x", "license": "AGPL-3.0-only"',
    },
  ],
};
