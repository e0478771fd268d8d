import type { Mutation } from "../src/mutations/mutation.ts";

export const bucketPublic: Mutation = {
  meaning: "everyone on the internet reads the catalogue files",
  caughtBy: [
    {
      command: "gate governance",
      says: /public-store\s+CatalogueFiles\s+Its public access is not blocked/,
    },
  ],
  edits: [
    { file: "infra/catalog-import.ts", find: "enforceHttps: true,", addAfter: 'access: "public",' },
  ],
};
