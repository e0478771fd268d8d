import type { Mutation } from "../src/mutations/mutation.ts";

export const tlsUnverified: Mutation = {
  meaning: "Anybody between a function and the database can read and change what they say.",
  caughtBy: [{ command: "lint packages", says: /TLS without verification/ }],
  edits: [
    {
      file: "packages/database/src/connection.ts",
      find: "rejectUnauthorized: true",
      replace: "rejectUnauthorized: false",
    },
  ],
};
