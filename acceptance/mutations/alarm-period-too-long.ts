import type { Mutation } from "../src/mutations/mutation.ts";

export const alarmPeriodTooLong: Mutation = {
  meaning: "messages may wait for an hour before anybody learns of it",
  caughtBy: [
    {
      command: "gate operations --stage prod",
      says: /slow-alarm\s+OrdersAge\s+It fires after 3 h of trouble/,
    },
  ],
  edits: [
    {
      file: "infra/alarms/queue-alarms.ts",
      find: "const common = { owner, withoutData, periodSeconds: seconds.minute } as const;",
      replace: "const common = { owner, withoutData, periodSeconds: seconds.hour } as const;",
    },
  ],
};
