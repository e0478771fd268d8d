import { sql } from "drizzle-orm";
import type { Database } from "./connection.ts";

/** Whether the database answers. */
export async function isReachable(database: Database): Promise<boolean> {
  try {
    await database.run((db) => db.execute(sql`select 1`));
    return true;
  } catch {
    return false;
  }
}
