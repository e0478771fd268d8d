import type { Mutation } from "../src/mutations/mutation.ts";

export const withoutIdempotencyCatalogImport: Mutation = {
  meaning: "a file that is uploaded twice is imported twice, and sold stock comes back",
  caughtBy: [
    {
      command:
        "test --project integration services/catalog-import/src/catalog-import.integration.test.ts",
      says: /FAIL.*what was sold stays sold/,
    },
  ],
  edits: [
    {
      file: "packages/database/src/import-repository.ts",
      find: "if (newest?.etag === file.etag) return newest;",
      replace: "",
    },
  ],
};
