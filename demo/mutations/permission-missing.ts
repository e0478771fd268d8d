import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const permissionMissing: Mutation = {
  meaning: "a function lacks a permission that it needs",
  caughtBy: [
    {
      command: "run --orders 3",
      says: /OrdersApi may not sqs:SendMessage on arn:aws:sqs:[^ ]*OrdersQueue/,
    },
  ],
  edits: [
    {
      file: "infra/capability.ts",
      find: "{ url: queue.url }, permission",
      replace: '{ url: queue.url }, { ...permission, actions: ["sqs:GetQueueUrl"] }',
    },
  ],
};
