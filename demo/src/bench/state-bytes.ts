import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * The bytes of a stopped stage's state.sqlite by service, which is the first word of a table's name; indexes count for their table.
 * Pages that are free for new rows do not count.
 */
export function stateBytes(stateDirectory: string): ReadonlyMap<string, number> {
  const sqlite = new DatabaseSync(join(stateDirectory, "state.sqlite"), { readOnly: true });
  try {
    const rows = sqlite
      .prepare(
        `SELECT coalesce(tbl_name, dbstat.name) AS table_name, sum(pgsize) AS bytes
           FROM dbstat LEFT JOIN sqlite_master ON sqlite_master.name = dbstat.name
          GROUP BY table_name`,
      )
      .all() as { table_name: string; bytes: number }[];
    const bytes = new Map<string, number>();
    for (const row of rows) {
      const service = row.table_name.split("_")[0] ?? "";
      bytes.set(service, (bytes.get(service) ?? 0) + row.bytes);
    }
    return bytes;
  } finally {
    sqlite.close();
  }
}
