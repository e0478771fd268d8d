import type { Mutation } from "../src/mutations/mutation.ts";

export const withoutIdempotencyReleaseStock: Mutation = {
  meaning: "a task that runs twice releases the reserved stock twice",
  caughtBy: [
    {
      command:
        "test --project integration packages/database/src/stock-repository.integration.test.ts",
      says: /Failing row contains \(A, 7, -3\)/,
    },
  ],
  edits: [
    {
      file: "packages/database/src/stock-repository.ts",
      find: "state = 'released' where ${belongTo(…)}",
      replace: "state = 'released' where ${inArray(reservations.orderId, [...ids])}",
    },
  ],
};
