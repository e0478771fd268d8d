import type { Database } from "@stagecraft/database/connection";
import { rebuildProjection } from "@stagecraft/database/sales-repository";

/** Rebuilds the daily sales from the orders: for when events were lost. */
export async function rebuildSales({
  database,
}: {
  database: Database;
}): Promise<{ outcome: string }> {
  await database.transaction(rebuildProjection);
  return { outcome: "rebuilt" };
}
