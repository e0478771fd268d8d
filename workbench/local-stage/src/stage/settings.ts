import type { State } from "./state.ts";

/** One setting of a resource. Its value is JSON. */
export type Setting<Value> = {
  get(): Value;
  set(value: Value): void;
};

/**
 * Opens a setting that calls may change at run time. `key` is unique in the stage, and `planned` is the program's value. A change
 * outlives a restart, as it outlives a deploy on AWS, which writes only what differs from the last deploy. It ends when the
 * program's own value changes.
 */
export type Settings = <Value>(key: string, planned: Value) => Setting<Value>;

export function openSettings({ sqlite }: Pick<State, "sqlite">): Settings {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS settings (
      key TEXT PRIMARY KEY,
      planned TEXT NOT NULL,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
  `);
  const select = sqlite.prepare("SELECT planned, value FROM settings WHERE key = ?");
  const upsert = sqlite.prepare(
    "INSERT INTO settings VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET planned = excluded.planned, value = excluded.value",
  );
  return function openSetting<Value>(key: string, planned: Value): Setting<Value> {
    const plannedJson = JSON.stringify(planned);
    const stored = select.get(key) as
      | { readonly planned: string; readonly value: string }
      | undefined;
    let value = stored?.planned === plannedJson ? (JSON.parse(stored.value) as Value) : planned;
    return {
      get: () => value,
      set(changed) {
        upsert.run(key, plannedJson, JSON.stringify(changed));
        value = changed;
      },
    };
  };
}
