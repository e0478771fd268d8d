import type { Database } from "@stagecraft/database/connection";
import { outboxRepository } from "@stagecraft/database/outbox/outbox-repository";
import type { Deadline } from "@stagecraft/lambda/invocation";
import type { Log, Metrics } from "@stagecraft/lambda/telemetry";
import type { Destination } from "./destination.ts";
import { publishAll } from "./publish-all.ts";

export type RelayDependencies = {
  readonly database: Database;
  readonly destinations: readonly Destination[];
  readonly log: Log;
  readonly metrics: Metrics;
  readonly now: () => Date;
};

export type Relayed = {
  readonly published: number;
  readonly failed: number;
  /** The age of the oldest due event. */
  readonly lagMs: number;
};

const roundSize = 100;

/** No round begins with less time left: all of its calls may time out. */
const roundMs = 15_000;

/**
 * Publishes due events in rounds, one destination after another, until none are left or the deadline is near. A destination with an
 * error waits for the next run. Concurrent runs publish different events.
 */
export async function relayOutbox(
  { remainingMs }: Deadline,
  { database, destinations, log, metrics, now }: RelayDependencies,
): Promise<Relayed> {
  let published = 0;
  let failed = 0;

  const round = ({ name, graceMs, send }: Destination) =>
    database.transaction(async (db) => {
      const outbox = outboxRepository(db);
      const createdBefore = new Date(now().getTime() - graceMs);
      const due = await outbox.claim(name, { createdBefore, limit: roundSize });
      if (due.length === 0) return { due: 0, sent: 0, errors: [] };
      const { sentIds, errors } = await publishAll(due, { name, send }, log);
      if (sentIds.length > 0) await outbox.markPublished(name, sentIds, now());
      return { due: due.length, sent: sentIds.length, errors };
    });

  const open = [...destinations];
  while (remainingMs() > roundMs) {
    const destination = open.shift();
    if (!destination) break;
    const { due, sent, errors } = await round(destination);
    published += sent;
    failed += due - sent;
    for (const error of errors) log.error("publish", { reason: destination.name }, error);
    if (due > 0 && sent === due) open.push(destination);
  }

  let lagMs = 0;
  for (const { name } of destinations) {
    const oldest = await database.run((db) => outboxRepository(db).oldestDue(name));
    if (oldest) lagMs = Math.max(lagMs, now().getTime() - oldest.getTime());
  }
  metrics.add("OutboxPublished", published);
  metrics.add("OutboxPublishFailed", failed);
  metrics.add("OutboxLagMs", lagMs);
  return { published, failed, lagMs };
}
