import type { Database } from "@stagecraft/database/connection";
import { rebuildProjection } from "@stagecraft/database/sales-repository";

/** Makes the daily sales anew from the orders: for when events were lost for good. */
export async function rebuildSales({
  database,
}: {
  database: Database;
}): Promise<{ outcome: string }> {
  await database.transaction(async (db) => {
    await rebuildProjection(db);
    return { ok: true };
  });
  return { outcome: "rebuilt" };
}
