import type { Mutation } from "../src/mutations/mutation.ts";

export const ordersOfAllCustomers: Mutation = {
  meaning: "a customer's list shows the orders of all customers",
  caughtBy: [
    {
      command: "test --project integration services/orders-api/src/isolation",
      says: /listOrders shows no order of another customer/,
    },
  ],
  edits: [
    {
      file: "packages/database/src/orders-repository.ts",
      find: "eq(orders.customerId, customerId), status &&",
      replace: "status &&",
    },
  ],
};
