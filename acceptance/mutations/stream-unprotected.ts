import type { Mutation } from "../src/mutations/mutation.ts";

export const streamUnprotected: Mutation = {
  meaning: "a deploy that renames the stream drops the changes that nobody has read",
  caughtBy: [
    {
      command: "gate governance --stage prod",
      says: /unkept-store\s+OrderChangesStream\s+It can be deleted by a deploy/,
    },
  ],
  edits: [{ file: "infra/keep-data.ts", find: "keep(aws.kinesis.Stream, inFlight);", replace: "" }],
};
