import type { Mutation } from "../src/mutations/mutation.ts";

export const valueOutsideAws: Mutation = {
  meaning: "a deploy would fail half way, at a stream that AWS does not take",
  caughtBy: [
    { command: "gate network --stage prod", says: /OrderChanges: encryption with KMS needs a key/ },
  ],
  edits: [
    {
      file: "infra/order-stream.ts",
      find: 'kmsKeyId: "alias/aws/kinesis",',
      replace: "",
    },
  ],
};
