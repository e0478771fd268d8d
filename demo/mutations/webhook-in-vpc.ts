import type { Mutation } from "@stagecraft/acceptance/mutations/mutation";

export const webhookInVpc: Mutation = {
  meaning: "a function is moved into a VPC without a route to the services that it calls",
  caughtBy: [
    {
      command: "gate network",
      says: /network\/unreachable-service\s+PaymentWebhook\s+Its role lets it call dynamodb:GetItem[^\n]+ the call would hang[^\n]+/,
    },
    {
      command: "run --orders 3",
      says: /PaymentWebhook is in a private subnet without a NAT or an endpoint for dynamodb/,
    },
  ],
  edits: [
    {
      file: "infra/payments/payment-webhook.ts",
      find: "import { lambdaFunction",
      replace: "import { databaseFunction",
    },
    {
      file: "infra/payments/payment-webhook.ts",
      find: "paymentWebhook = lambdaFunction",
      replace: "paymentWebhook = databaseFunction",
    },
  ],
};
