import type { DatabaseSync } from "node:sqlite";
import type { AsyncEvent, NewAsyncEvent } from "./async-event.ts";

/** The table of waiting events and its statements. Events that ran when an earlier stage ended are due at once. */
export function openEventStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS lambda_async_events (
      seq INTEGER PRIMARY KEY AUTOINCREMENT,
      requestId TEXT NOT NULL,
      functionArn TEXT NOT NULL,
      payload TEXT NOT NULL,
      traceHeader TEXT,
      enqueuedAtMs INTEGER NOT NULL,
      dueAtMs INTEGER NOT NULL,
      running INTEGER NOT NULL DEFAULT 0,
      failures INTEGER NOT NULL DEFAULT 0,
      refusals INTEGER NOT NULL DEFAULT 0,
      lastError TEXT
    ) STRICT;
    CREATE INDEX IF NOT EXISTS lambda_async_events_by_due
      ON lambda_async_events (functionArn, running, dueAtMs);
    UPDATE lambda_async_events SET running = 0 WHERE running = 1;
  `);
  const insert = sqlite.prepare(
    "INSERT INTO lambda_async_events (requestId, functionArn, payload, traceHeader, enqueuedAtMs, dueAtMs) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const due = sqlite.prepare(
    "SELECT * FROM lambda_async_events WHERE functionArn = ? AND running = 0 AND dueAtMs <= ? ORDER BY dueAtMs, seq LIMIT ?",
  );
  const nextDue = sqlite.prepare(
    "SELECT min(dueAtMs) AS dueAtMs FROM lambda_async_events WHERE functionArn = ? AND running = 0",
  );
  const markRunning = sqlite.prepare("UPDATE lambda_async_events SET running = 1 WHERE seq = ?");
  const postpone = sqlite.prepare(
    "UPDATE lambda_async_events SET running = 0, dueAtMs = ?, failures = ?, refusals = ?, lastError = ? WHERE seq = ?",
  );
  const remove = sqlite.prepare("DELETE FROM lambda_async_events WHERE seq = ?");
  const waiting = sqlite.prepare(
    "SELECT functionArn, count(*) AS events FROM lambda_async_events GROUP BY functionArn",
  );

  return {
    insert(event: NewAsyncEvent) {
      const { requestId, functionArn, payload, traceHeader, enqueuedAtMs, dueAtMs } = event;
      insert.run(requestId, functionArn, payload, traceHeader, enqueuedAtMs, dueAtMs);
    },
    due: (functionArn: string, nowMs: number, limit: number) =>
      due.all(functionArn, nowMs, limit) as AsyncEvent[],
    nextDueMs: (functionArn: string) =>
      (nextDue.get(functionArn) as { dueAtMs: number | null }).dueAtMs ?? undefined,
    markRunning: (seq: number) => void markRunning.run(seq),
    postpone({ seq, dueAtMs, failures, refusals, lastError }: AsyncEvent) {
      postpone.run(dueAtMs, failures, refusals, lastError, seq);
    },
    remove: (seq: number) => void remove.run(seq),
    waiting: () => waiting.all() as { functionArn: string; events: number }[],
  };
}
