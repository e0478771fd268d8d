import type { Mutation } from "../src/mutations/mutation.ts";

export const placeholderIssuerDeployed: Mutation = {
  meaning: "a stage is deployed with a placeholder issuer, which API Gateway cannot reach",
  caughtBy: [
    {
      command:
        "test --project integration acceptance/src/program/deploy.integration.test.ts -t placeholder",
      says: /× a deploy with the placeholder of an issuer names the line to change/,
    },
  ],
  edits: [
    {
      file: "infra/before-deploy.ts",
      find: "if (!isOnlyRead) refuse(message);",
      replace: "",
    },
  ],
};
