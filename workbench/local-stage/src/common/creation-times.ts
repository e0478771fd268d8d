import type { State } from "../stage/state.ts";
import type { Clock } from "./clock.ts";

/** Returns when the stage first had what `key` names, in stage time. It stays the same after a restart. */
export type CreationTimes = (key: string) => number;

export function openCreationTimes({ sqlite }: State, clock: Clock): CreationTimes {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS creation_times (
      key TEXT PRIMARY KEY,
      createdAtMs INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
  `);
  const insert = sqlite.prepare("INSERT INTO creation_times VALUES (?, ?) ON CONFLICT DO NOTHING");
  const select = sqlite.prepare("SELECT createdAtMs FROM creation_times WHERE key = ?");
  return (key) => {
    insert.run(key, clock.nowMs());
    return (select.get(key) as { readonly createdAtMs: number }).createdAtMs;
  };
}
