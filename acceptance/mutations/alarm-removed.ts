import type { Mutation } from "../src/mutations/mutation.ts";

export const alarmRemoved: Mutation = {
  meaning: "records wait in the stream for hours, and nobody learns of it",
  caughtBy: [
    {
      command: "gate operations --stage prod",
      says: /unwatched\s+OrderChanges\s+No alarm reads GetRecords\.IteratorAgeMilliseconds/,
    },
  ],
  edits: [
    {
      file: "infra/order-stream.ts",
      find: 'streamAlarms("OrderChanges", orderStream, orderChanges);',
      replace: "",
    },
    {
      file: "infra/order-stream.ts",
      find: 'import { streamAlarms } from "./alarms/stream-alarms.ts";',
      replace: "",
    },
  ],
};
