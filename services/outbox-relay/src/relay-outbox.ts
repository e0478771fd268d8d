import type { Database } from "@stagecraft/database/connection";
import { outboxRepository } from "@stagecraft/database/outbox-repository";
import type { Deadline } from "@stagecraft/lambda/schedule";
import type { Log } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import type { Destination } from "./destination.ts";

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
  /** The age of the oldest event that is still due. */
  readonly lagMs: number;
};

const roundSize = 100;

/** A round is not begun with less time left: its calls may all have to time out. */
const roundMs = 15_000;

/**
 * Publishes what is due, round by round and the destinations in turn, until nothing is left or the deadline is near. A
 * destination where something fails is left for the next run. Runs beside others without publishing what they are
 * publishing.
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
      if (due.length === 0) return { ok: true, due: 0, arrived: 0, faults: [] };
      const { arrived, faults } = await send(due);
      if (arrived.length > 0) await outbox.markPublished(name, arrived, now());
      return { ok: true, due: due.length, arrived: arrived.length, faults };
    });

  const open = [...destinations];
  while (remainingMs() > roundMs) {
    const destination = open.shift();
    if (!destination) break;
    const { due, arrived, faults } = await round(destination);
    published += arrived;
    failed += due - arrived;
    for (const fault of faults) log.warn("publish", { reason: destination.name }, fault);
    if (due > 0 && arrived === due) open.push(destination);
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
