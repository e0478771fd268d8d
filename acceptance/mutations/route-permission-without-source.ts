import type { Mutation } from "../src/mutations/mutation.ts";

export const routePermissionWithoutSource: Mutation = {
  meaning: "APIs of other accounts may invoke a function",
  caughtBy: [
    {
      command: "gate iam",
      says: /iam\/open-resource-policy\s+\S+\s+apigateway\.amazonaws\.com may use it on behalf of any account/,
    },
  ],
  edits: [
    {
      file: "infra/orders-api.ts",
      find: 'import { stage } from "./stages.ts";',
      addAfter: `

$transform(aws.lambda.Permission, (permission) => {
  if (permission.principal === "apigateway.amazonaws.com") permission.sourceArn = undefined;
});`,
    },
  ],
};
