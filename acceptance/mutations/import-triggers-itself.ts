import type { Mutation } from "../src/mutations/mutation.ts";

export const importTriggersItself: Mutation = {
  meaning: "each import begins another one, until Lambda or the bill stops it",
  caughtBy: [
    {
      command: "gate governance",
      says: /event-loop\s+CatalogImport\s+One event can cause itself again, without an end: CatalogImport > CatalogueFiles\/imports\/\* > CatalogImport/,
    },
  ],
  edits: [
    {
      file: "infra/catalog-import.ts",
      find: 'canWriteLargeObjects(bucket, "rejected/")',
      replace: 'canWriteLargeObjects(bucket, "imports/")',
    },
  ],
};
