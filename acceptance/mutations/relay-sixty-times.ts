import type { Mutation } from "../src/mutations/mutation.ts";

export const relaySixtyTimes: Mutation = {
  meaning: "a relay that runs sixty times a minute costs more than all orders",
  caughtBy: [
    {
      command: "gate budget --stage dev",
      says: /over-idle-budget\s.*\s.*OutboxRelay/,
    },
  ],
  edits: [
    {
      file: "infra/outbox-relay.ts",
      find: "transform: { role: trustThisAccount },\n});",
      addAfter:
        'if ($app.stage === "dev") for (let second = 1; second < 60; second += 1) new sst.aws.CronV2(`RelayOutbox${second}`, { function: outboxRelay.arn, schedule: "rate(1 minute)", retries: contract.via.schedulerRetries, dlq: failures.arn, transform: { role: trustThisAccount } });',
    },
  ],
};
