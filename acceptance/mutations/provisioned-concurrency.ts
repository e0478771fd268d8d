import type { Mutation } from "../src/mutations/mutation.ts";

export const provisionedConcurrency: Mutation = {
  meaning: "fifty environments cost 329 USD a month, whether or not anybody calls them",
  caughtBy: [
    {
      command: "gate budget --stage prod",
      says: /over-idle-budget\s.*\s.*lambda-arm64-provisioned-gb-seconds 328\.51/,
    },
  ],
  edits: [
    {
      file: "infra/orders-api.ts",
      find: 'const ordersApiArn = liveArn("OrdersApi", ordersApi);',
      addAfter:
        'if (stage.canary) new aws.lambda.ProvisionedConcurrencyConfig("OrdersApiConcurrency", { functionName: ordersApi.name, qualifier: "live", provisionedConcurrentExecutions: 50 });',
    },
  ],
};
