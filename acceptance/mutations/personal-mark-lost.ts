import type { Mutation } from "../src/mutations/mutation.ts";

export const personalMarkLost: Mutation = {
  meaning: "operators' tools print customers' ids, and no check looks for them in logs",
  caughtBy: [
    {
      command: "test --project unit packages/contracts/src/personal/personal-paths.test.ts",
      says: /every field with the name customerId is marked/,
    },
  ],
  edits: [
    {
      file: "packages/contracts/src/customer-id.ts",
      find: "StoredCustomerId = z.string().register(personal, mark)",
      replace: "StoredCustomerId = z.string()",
    },
  ],
};
