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
      find: 'permission({ actions: ["sqs:SendMessage"]',
      replace: 'permission({ actions: ["sqs:GetQueueUrl"]',
    },
  ],
};
