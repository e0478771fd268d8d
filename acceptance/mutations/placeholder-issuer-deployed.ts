import type { Mutation } from "../src/mutations/mutation.ts";

export const placeholderIssuerDeployed: Mutation = {
  meaning:
    "a stage is deployed with an issuer that is still to be chosen, which API Gateway cannot ask",
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
