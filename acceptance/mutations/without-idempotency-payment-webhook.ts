import type { Mutation } from "../src/mutations/mutation.ts";

export const withoutIdempotencyPaymentWebhook: Mutation = {
  meaning: "an event that is delivered twice is handled twice",
  caughtBy: [
    {
      command: "test --project unit services/payment-webhook/src/payment-webhook.test.ts",
      says: /FAIL.*an event that is delivered twice counts once/,
    },
  ],
  edits: [
    {
      file: "services/payment-webhook/src/answer-delivery.ts",
      find: `
  const { result, repeated } = await runOnce(…);
  return repeated ? …;`,
      replace: `
  return (await receive()).outcome;`,
    },
  ],
};
