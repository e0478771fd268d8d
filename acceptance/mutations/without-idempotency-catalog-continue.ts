import type { Mutation } from "../src/mutations/mutation.ts";

export const withoutIdempotencyCatalogContinue: Mutation = {
  meaning: "two invocations for one file store the same rows, and count them twice",
  caughtBy: [
    {
      command:
        "test --project integration services/catalog-import/src/catalog-import.integration.test.ts",
      says: /FAIL.*one continues, with the same result/,
    },
  ],
  edits: [
    {
      file: "packages/database/src/import-repository.ts",
      find: "and ${imports.offsetBytes} = ${from.offsetBytes}",
      replace: "",
    },
  ],
};
