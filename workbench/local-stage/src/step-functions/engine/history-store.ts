import type { DatabaseSync } from "node:sqlite";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** An event as JSON text, with its number in the execution. */
export type EventRow = { readonly id: number; readonly event: string };

/**
 * The events of executions. Those of a running one are rows; those of an ended one are compressed together, which takes a sixth of
 * the space: their texts repeat each other.
 */
export function openHistoryStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS sfn_events (
      executionId INTEGER NOT NULL,
      id INTEGER NOT NULL,
      event TEXT NOT NULL,
      PRIMARY KEY (executionId, id)
    ) STRICT, WITHOUT ROWID;
    -- Each event is a line, in order; the first has the id 1.
    CREATE TABLE IF NOT EXISTS sfn_histories (
      executionId INTEGER PRIMARY KEY,
      events BLOB NOT NULL
    ) STRICT;
  `);
  const insertEvent = sqlite.prepare("INSERT INTO sfn_events VALUES (?, ?, ?)");
  const removeEvents = sqlite.prepare("DELETE FROM sfn_events WHERE executionId = ?");
  const page = sqlite.prepare(
    "SELECT id, event FROM sfn_events WHERE executionId = ? AND id > ? ORDER BY id LIMIT ?",
  );
  const pageReversed = sqlite.prepare(
    "SELECT id, event FROM sfn_events WHERE executionId = ? AND id < ? ORDER BY id DESC LIMIT ?",
  );
  const insertHistory = sqlite.prepare("INSERT INTO sfn_histories VALUES (?, ?)");
  const removeHistory = sqlite.prepare("DELETE FROM sfn_histories WHERE executionId = ?");
  const history = sqlite.prepare("SELECT events FROM sfn_histories WHERE executionId = ?");

  function unpack(executionId: number): readonly EventRow[] | undefined {
    const row = history.get(executionId) as { events: Uint8Array } | undefined;
    const lines = row && inflateRawSync(row.events).toString("utf8").split("\n");
    return lines?.map((event, index) => ({ id: index + 1, event }));
  }

  return {
    insert: (executionId: number, { id, event }: EventRow) =>
      void insertEvent.run(executionId, id, event),
    /** Compresses the history of an execution that has ended. */
    pack(executionId: number) {
      const rows = page.all(executionId, 0, -1) as EventRow[];
      const text = rows.map(({ event }) => event).join("\n");
      insertHistory.run(executionId, deflateRawSync(text));
      removeEvents.run(executionId);
    },
    /** Makes rows of the history of an execution that runs again. A history of an earlier version of the stage has rows already. */
    unpack(executionId: number) {
      for (const { id, event } of unpack(executionId) ?? [])
        insertEvent.run(executionId, id, event);
      removeHistory.run(executionId);
    },
    remove(executionId: number) {
      removeEvents.run(executionId);
      removeHistory.run(executionId);
    },
    /** A page, from after (or, in reverse, before) an event. */
    events(
      executionId: number,
      from: number,
      limit: number,
      reverse: boolean,
    ): readonly EventRow[] {
      const packed = unpack(executionId);
      if (!packed) {
        return (reverse ? pageReversed : page).all(executionId, from, limit) as EventRow[];
      }
      const after = packed.filter(({ id }) => (reverse ? id < from : id > from));
      return (reverse ? after.reverse() : after).slice(0, limit);
    },
  };
}
