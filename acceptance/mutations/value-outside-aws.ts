import type { Mutation } from "../src/mutations/mutation.ts";

export const valueOutsideAws: Mutation = {
  meaning: "a deploy fails half way, because AWS refuses a stream's settings",
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
