import type { Mutation } from "../src/mutations/mutation.ts";

export const deployDeniedByOrganization: Mutation = {
  meaning: "no stage can be deployed in the accounts of the organisation",
  caughtBy: [
    {
      command: "test --project integration scripts/organization",
      says: /is not authorized to perform: lambda:CreateFunction/,
    },
  ],
  edits: [
    {
      file: "infra/org/no-public-access.ts",
      find: '["lambda:CreateFunctionUrlConfig", "lambda:UpdateFunctionUrlConfig"]',
      replace: '["lambda:CreateFunction", "lambda:CreateFunctionUrlConfig"]',
    },
    {
      file: "infra/org/no-public-access.ts",
      find: 'StringEquals: { "lambda:FunctionUrlAuthType": "NONE" }',
      replace: 'StringNotEquals: { "lambda:FunctionUrlAuthType": "AWS_IAM" }',
    },
  ],
};
