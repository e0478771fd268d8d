import type { Mutation } from "../src/mutations/mutation.ts";

export const withoutIdempotencyReturnOrder: Mutation = {
  meaning: "a repeated return is a second return, and refunds more than was returned",
  caughtBy: [
    {
      command: "test --project integration services/orders-api/src/orders-api.integration.test.ts",
      says: /FAIL.*goods of a fulfilled order are returned/,
    },
  ],
  edits: [
    {
      file: "services/orders-api/src/with-idempotency-key.ts",
      find: "const idempotency = …;",
      replace: "",
    },
    {
      file: "services/orders-api/src/with-idempotency-key.ts",
      find: "if (!(await idempotency.insertKey(…))) return …;",
      replace: "",
    },
    {
      file: "services/orders-api/src/with-idempotency-key.ts",
      find: "await idempotency.storeResponse(…);",
      replace: "",
    },
  ],
};
