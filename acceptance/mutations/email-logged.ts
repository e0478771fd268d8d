import type { Mutation } from "../src/mutations/mutation.ts";

export const emailLogged: Mutation = {
  meaning: "whoever may read logs sees a customer's address, and no erasure finds it there",
  caughtBy: [
    {
      command: "gate operations",
      says: /personal-data\s+OrdersApi\s+A log of it contains an e-mail address/,
    },
  ],
  edits: [
    {
      file: "services/orders-api/src/publish-order-placed.ts",
      find: "await sendOrder(event);",
      addAfter: 'log.info("confirmation to anna.smith@example.com", {});',
    },
  ],
};
