import type { Contract, DeadLetters, ScheduleVia } from "../contract.ts";
import { seconds } from "../seconds.ts";

export const outboxRelay: Contract<ScheduleVia, DeadLetters> = {
  name: "outbox-relay",
  summary: "The call, every minute, to publish what is due and to look after orders that hang",
  owner: "orders team",
  via: {
    kind: "schedule",
    schedule: "RelayOutbox",
    schedulerRetries: 0,
    // The next run, a minute later, finds all that a failed one would have. It is repeated so that it takes three to wake a person.
    retries: 2,
    maximumAgeSeconds: 15 * seconds.minute,
  },
  payload: null,
  producers: [{ outside: "EventBridge Scheduler" }],
  consumer: { inside: "OutboxRelay" },
  idempotency: {
    by: "nature",
    why: "What is due stands in the outbox, locked by whoever publishes it; an event that is sent twice is its consumers' to tell.",
  },
  ordering: "Of an order, an event is due when the earlier ones are published there.",
  poison: "None: the call carries nothing.",
  deadLetters: {
    source: "OutboxRelayFailures",
    retentionSeconds: 14 * seconds.day,
    owner: "orders team, on call",
    remedy:
      "Find out why runs fail: the outbox grows meanwhile, and nothing is lost. Discard the dead-letter messages when a run succeeds.",
  },
  latency: { p95Ms: 10_000, p99Ms: 30_000, measured: "of a run" },
};
