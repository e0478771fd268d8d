import type { Mutation } from "../src/mutations/mutation.ts";

export const unusedAction: Mutation = {
  meaning: "a function may purge a queue, but never does",
  caughtBy: [
    {
      command: "gate iam",
      says: /iam\/unused-action\s+OrdersApi\s+sqs:PurgeQueue is granted on arn:aws:sqs:\S+-OrdersQueue-\w+, and was never used/,
    },
  ],
  edits: [
    {
      file: "infra/capability.ts",
      find: "{ url: queue.url }, permission",
      replace:
        '{ url: queue.url }, { ...permission, actions: ["sqs:SendMessage", "sqs:PurgeQueue"] }',
    },
  ],
};
