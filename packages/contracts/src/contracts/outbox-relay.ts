import type { Contract, DeadLetters, ScheduleVia } from "../contract.ts";
import { seconds } from "../seconds.ts";

export const outboxRelay: Contract<ScheduleVia, DeadLetters> = {
  name: "outbox-relay",
  summary: "The scheduled invocation that publishes due events and resolves stuck orders",
  owner: "orders team",
  via: {
    kind: "schedule",
    schedule: "RelayOutbox",
    schedulerRetries: 0,
    // The next run does the work of a failed one. It is retried so that only three failures in a row leave a ticket.
    retries: 2,
    maximumAgeSeconds: 15 * seconds.minute,
  },
  payload: null,
  producers: [{ outside: "EventBridge Scheduler" }],
  consumer: { inside: "OutboxRelay" },
  idempotency: {
    by: "nature",
    why: "Due events are rows in the outbox, locked while they are published. Consumers recognize an event that is sent twice.",
  },
  ordering:
    "An event is due when the earlier events of its order are published at the same destination.",
  poison: "None: the call has no data.",
  deadLetters: {
    source: "OutboxRelayFailures",
    retentionSeconds: 14 * seconds.day,
    owner: "orders team, on call",
    remedy:
      "Find out why runs fail: the outbox grows meanwhile, and no event is lost. Discard the dead-letter messages after a run has succeeded.",
  },
  latency: { p95Ms: 10_000, p99Ms: 30_000, measured: "of a run" },
};
