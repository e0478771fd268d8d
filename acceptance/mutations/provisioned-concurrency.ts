import type { Mutation } from "../src/mutations/mutation.ts";

export const provisionedConcurrency: Mutation = {
  meaning: "fifty environments cost 438 USD a month, whether or not anybody calls them",
  caughtBy: [
    {
      command: "gate budget",
      says: /over-idle-budget\s+.*lambda-arm64-provisioned-gb-seconds 438\.01/,
    },
  ],
  edits: [
    {
      file: "infra/orders-api.ts",
      find: 'const ordersApiArn = liveArn("OrdersApi", ordersApi);',
      addAfter:
        'new aws.lambda.ProvisionedConcurrencyConfig("OrdersApiConcurrency", { functionName: ordersApi.name, qualifier: ordersApi.nodes.function.version, provisionedConcurrentExecutions: 50 });',
    },
  ],
};
