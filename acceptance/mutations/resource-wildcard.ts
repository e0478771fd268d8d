import type { Mutation } from "../src/mutations/mutation.ts";

export const resourceWildcard: Mutation = {
  meaning: "a function may send to every queue of the account",
  caughtBy: [
    {
      command: "gate iam",
      says: /iam\/wildcard-resource\s+OrdersApi\s+\* is granted for sqs:SendMessage[^\n]+\s+write: [^\n]+OrdersQueue/,
    },
  ],
  edits: [
    {
      file: "infra/capability.ts",
      find: "{ url: queue.url }, permission",
      replace: '{ url: queue.url }, { ...permission, resources: ["*"] }',
    },
  ],
};
