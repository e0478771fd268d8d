import type { Mutation } from "../src/mutations/mutation.ts";

export const debugLogs: Mutation = {
  meaning:
    "each line is written with what only a debugger needs, and its bytes cost more than the function",
  caughtBy: [
    {
      command: "gate budget",
      says: /cost-per-work\s+\w+Logs\s+One order costs [\d.]+ % more than recorded.*logs-ingested-gb/,
    },
  ],
  edits: [
    {
      file: "packages/observability/src/logger.ts",
      find: "write(JSON.stringify(line));",
      addAfter:
        'write(JSON.stringify({ ...line, level: "DEBUG", environment: Object.keys(process.env), versions: process.versions }));',
    },
  ],
};
