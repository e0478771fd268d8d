import type { State } from "./state.ts";

/** The saved offset of a stage's clock. */
export type ClockOffset = {
  readonly offsetMs: number;
  save(offsetMs: number): void;
};

/** The stage's time never goes back: an offset is saved before any timer fires. */
export function openClockOffset({ sqlite }: State): ClockOffset {
  sqlite.exec(
    "CREATE TABLE IF NOT EXISTS clock (id INTEGER PRIMARY KEY CHECK (id = 1), offset_ms REAL NOT NULL) STRICT",
  );
  const row = sqlite.prepare("SELECT offset_ms FROM clock").get();
  const replace = sqlite.prepare("INSERT OR REPLACE INTO clock VALUES (1, ?)");
  return {
    offsetMs: (row as { offset_ms: number } | undefined)?.offset_ms ?? 0,
    save: (offsetMs) => void replace.run(offsetMs),
  };
}
