import type { Mutation } from "../src/mutations/mutation.ts";

export const resourceWithoutPrice: Mutation = {
  meaning: "nobody knows what the stage costs",
  caughtBy: [
    {
      command: "gate budget",
      says: /unknown-price\s+OrdersVault\s+Nothing says what aws:backup\/vault:Vault costs/,
    },
  ],
  edits: [
    {
      file: "infra/order-stream.ts",
      find: "export const canPutOrderChanges",
      replace: 'new aws.backup.Vault("OrdersVault"); export const canPutOrderChanges',
    },
  ],
};
