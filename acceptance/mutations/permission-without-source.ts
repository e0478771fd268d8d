import type { Mutation } from "../src/mutations/mutation.ts";

export const permissionWithoutSource: Mutation = {
  meaning: "buckets of other accounts may invoke a function",
  caughtBy: [
    {
      command: "gate iam",
      says: /iam\/open-resource-policy\s+\S+\s+s3\.amazonaws\.com may use it on behalf of any account/,
    },
  ],
  edits: [
    { file: "infra/catalog-import.ts", find: "sourceArn: …,", replace: "" },
    { file: "infra/catalog-import.ts", find: "sourceAccount: …,", replace: "" },
  ],
};
