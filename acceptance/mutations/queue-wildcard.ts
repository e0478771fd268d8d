import type { Mutation } from "../src/mutations/mutation.ts";

export const queueWildcard: Mutation = {
  meaning: "a role that may send to a queue may also delete it",
  caughtBy: [
    {
      command: "gate iam",
      says: /iam\/wildcard-action\s+OrdersApi\s+sqs:\* comes to \d+ actions[^\n]+\s+write: [^\n]+OrdersQueue/,
    },
  ],
  edits: [
    {
      file: "infra/capability.ts",
      find: "{ url: queue.url }, permission",
      replace: '{ url: queue.url }, { ...permission, actions: ["sqs:*"] }',
    },
  ],
};
