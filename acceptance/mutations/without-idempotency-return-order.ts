import type { Mutation } from "../src/mutations/mutation.ts";

export const withoutIdempotencyReturnOrder: Mutation = {
  meaning: "a return that is repeated is a second return, and more is given back than came back",
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
