import type { OrderChanged } from "@stagecraft/contracts/events/order-changed";
import type { Database } from "@stagecraft/database/connection";
import { salesRepository } from "@stagecraft/database/sales-repository";
import type { FailedRecord, StreamItem } from "@stagecraft/lambda/stream-batch";
import type { Metrics } from "@stagecraft/lambda/telemetry";
import { projectChanges } from "./project-changes.ts";

/**
 * Projects order changes into the daily sales. An event counts once, however often it is delivered: the order's last projected
 * version is stored in the same transaction. An event behind a gap fails.
 */
export async function projectSales(
  items: readonly StreamItem<OrderChanged>[],
  { database, metrics }: { database: Database; metrics: Metrics },
): Promise<FailedRecord[]> {
  const changes = items.map(({ value }) => value.data);
  const ids = [...new Set(changes.map(({ orderId }) => orderId))];

  const outcomes = await database.transaction(async (db) => {
    const sales = salesRepository(db);
    const projection = projectChanges(await sales.lock(ids), changes);
    if (projection.days.length > 0) await sales.store(projection, projection.days);
    return projection.outcomes;
  });

  const failed = items.filter((_, index) => outcomes[index] === "gap");
  const projected = outcomes.filter((outcome) => outcome === "projected").length;
  if (projected > 0) metrics.add("SalesEventProjected", projected);
  if (failed.length > 0) metrics.add("SalesEventRefused", failed.length);
  return failed.map(({ sequenceNumber }) => ({ sequenceNumber, reason: "gap" }));
}
