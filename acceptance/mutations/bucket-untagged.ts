import type { Mutation } from "../src/mutations/mutation.ts";

export const bucketUntagged: Mutation = {
  meaning: "nobody knows whose cost the bucket is",
  caughtBy: [
    {
      command: "gate governance",
      says: /missing-tag\s+ScratchBucket\s+It can have tags, and owner, service are missing/,
    },
  ],
  edits: [
    {
      file: "infra/catalog-import.ts",
      find: "const concurrency = 2;",
      addAfter: 'new sst.aws.Bucket("Scratch");',
    },
  ],
};
