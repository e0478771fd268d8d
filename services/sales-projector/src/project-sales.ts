import type { OrderChanged } from "@stagecraft/contracts/events/order-changed";
import type { Database } from "@stagecraft/database/connection";
import { salesRepository } from "@stagecraft/database/sales-repository";
import type { FailedRecord, StreamItem } from "@stagecraft/lambda/stream-batch";
import type { Metrics } from "@stagecraft/observability/metrics";
import { projectChanges } from "./project-changes.ts";

/**
 * Adds what the events tell of to the daily sales, each once however often it comes: how far an order was followed is
 * stored together with what its event adds. An event behind a gap fails.
 */
export async function projectSales(
  items: readonly StreamItem<OrderChanged>[],
  { database, metrics }: { database: Database; metrics: Metrics },
): Promise<FailedRecord[]> {
  const changes = items.map(({ value }) => value.data);
  const ids = [...new Set(changes.map(({ orderId }) => orderId))];

  const { outcomes } = await database.transaction(async (db) => {
    const sales = salesRepository(db);
    const projection = projectChanges(await sales.lock(ids), changes);
    if (projection.days.length > 0) await sales.store(projection, projection.days);
    return { ok: true, outcomes: projection.outcomes };
  });

  const failed = items.filter((_, index) => outcomes[index] === "gap");
  const projected = outcomes.filter((outcome) => outcome === "projected").length;
  if (projected > 0) metrics.add("SalesEventProjected", projected);
  if (failed.length > 0) metrics.add("SalesEventRefused", failed.length);
  return failed.map(({ sequenceNumber }) => ({ sequenceNumber, reason: "gap" }));
}
