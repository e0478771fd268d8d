import type { Mutation } from "../src/mutations/mutation.ts";

export const prefixDropped: Mutation = {
  meaning: "a function may read every object of a bucket, but reads only one prefix",
  caughtBy: [
    {
      command: "gate iam",
      says: /iam\/wider-than-used\s+CatalogImport\s+s3:GetObjectVersion is granted on \S+\/\*, but was used only on a part of it[^\n]*\s+write: [^\n]+\/imports\/\*/,
    },
  ],
  edits: [
    {
      file: "infra/catalog-import.ts",
      find: "canReadObjects(bucket, catalogueFiles.via.prefix)",
      replace: 'canReadObjects(bucket, "")',
    },
  ],
};
