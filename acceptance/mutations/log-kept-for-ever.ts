import type { Mutation } from "../src/mutations/mutation.ts";

export const logKeptForEver: Mutation = {
  meaning: "each log line costs money every month, and personal data would never expire",
  caughtBy: [
    {
      command: "gate governance",
      says: /log-retention\s+OrdersApiLogs\s+It keeps its lines for ever/,
    },
    {
      command: "gate budget",
      says: /cost-per-work\s+\w+Logs\s+One order costs [\d.]+ % more than recorded.*logs-gb-months/,
    },
  ],
  edits: [{ file: "infra/function.ts", find: "retentionInDays: logRetentionDays,", replace: "" }],
};
