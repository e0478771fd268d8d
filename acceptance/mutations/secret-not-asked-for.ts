import type { Mutation } from "../src/mutations/mutation.ts";

export const secretNotAskedFor: Mutation = {
  meaning: "a deploy without its secrets creates half of its resources before it fails",
  caughtBy: [
    {
      command:
        "test --project integration acceptance/src/program/deploy.integration.test.ts -t secrets",
      says: /× a deploy without its secrets names each/,
    },
  ],
  edits: [
    {
      file: "infra/before-deploy.ts",
      find: "if (!isOnlyRead) checkSecrets();",
      replace: "",
    },
  ],
};
