import type { Mutation } from "../src/mutations/mutation.ts";

export const routePastTheAlias: Mutation = {
  meaning:
    "a deploy gives every request to the new code at once, and a release by canary changes nothing",
  caughtBy: [
    {
      command: "test acceptance/src/releases/canary.integration.test.ts",
      says: /a good version is released, and a bad one is rolled back/,
    },
  ],
  edits: [
    {
      file: "infra/live-alias.ts",
      find: "return alias.arn;",
      replace: "return definition.arn;",
    },
  ],
};
