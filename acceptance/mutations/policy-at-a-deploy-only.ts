import type { Mutation } from "../src/mutations/mutation.ts";

export const policyAtADeployOnly: Mutation = {
  meaning: "only in a deploy, a role that may send to a queue gets every action on it",
  caughtBy: [
    {
      command: "deploy --stage dev",
      says: /resources: dev: aws:iam\/role:Role OrdersApiRole: inputs\.inlinePolicies\S+ is "sqs:SendMessage" in the Plan and "sqs:\*" at a deploy/,
    },
  ],
  edits: [
    {
      file: "infra/capability.ts",
      find: "{ url: queue.url }, permission",
      replace:
        '{ url: queue.url }, { ...permission, actions: [process.env.PULUMI_HOME ? "sqs:*" : "sqs:SendMessage"] }',
    },
  ],
};
