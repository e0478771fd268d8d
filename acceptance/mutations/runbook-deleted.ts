import type { Mutation } from "../src/mutations/mutation.ts";

export const runbookDeleted: Mutation = {
  meaning: "whoever is woken reads the name of a runbook that is not there",
  caughtBy: [
    {
      command: "gate operations --stage prod",
      says: /alarm-text\s+OutboxLag\s+Its description names docs\/runbooks\/outbox-lag\.md, which does not exist/,
    },
  ],
  edits: [{ file: "docs/runbooks/outbox-lag.md", delete: true }],
};
