import type { Database } from "@stagecraft/database/connection";
import { outboxRepository } from "@stagecraft/database/outbox-repository";
import type { Deadline } from "@stagecraft/lambda/schedule";
import type { Log } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import type { SendEvents } from "./send-events.ts";

type RelayDependencies = {
  readonly database: Database;
  readonly sendEvents: SendEvents;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
};

/** Outbox rows with this destination are this relay's. */
const destination = "orders-queue";

/** A younger event may be on its way: the API publishes it right after its commit. */
const graceMs = 30_000;

const roundSize = 100;

/** A round is not begun with less time left: its calls to SQS may all have to time out. */
const roundMs = 15_000;

/**
 * Publishes what is due, round by round, until nothing is left, something fails, or the deadline
 * is near. Runs beside others without publishing what they are publishing.
 */
export async function relayOutbox(
  { remainingMs }: Deadline,
  { database, sendEvents, log, metrics, now }: RelayDependencies,
): Promise<{ published: number; failed: number; lagMs: number }> {
  let published = 0;
  let failed = 0;

  const round = () =>
    database.transaction(async (db) => {
      const outbox = outboxRepository(db);
      const createdBefore = new Date(now().getTime() - graceMs);
      const due = await outbox.claim(destination, { createdBefore, limit: roundSize });
      const { arrived, faults } = await sendEvents(due);
      if (arrived.length > 0) await outbox.markPublished(destination, arrived, now());
      return { ok: true, due: due.length, arrived: arrived.length, faults };
    });

  while (failed === 0 && remainingMs() > roundMs) {
    const { due, arrived, faults } = await round();
    if (due === 0) break;
    published += arrived;
    failed += due - arrived;
    for (const fault of faults) log.warn("publish", {}, fault);
  }

  const oldest = await database.run((db) => outboxRepository(db).oldestDue(destination));
  const lagMs = oldest ? now().getTime() - oldest.getTime() : 0;
  metrics.add("OutboxPublished", published);
  metrics.add("OutboxPublishFailed", failed);
  metrics.add("OutboxLagMs", lagMs);
  return { published, failed, lagMs };
}
