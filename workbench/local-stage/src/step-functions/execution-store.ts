import type { State } from "../state.ts";
import type { Execution, ExecutionStatus, Thread, ThreadData } from "./execution.ts";

/** An execution as it is kept, running or not. */
export type ExecutionRow = {
  readonly id: number;
  readonly arn: string;
  readonly machineArn: string;
  readonly name: string;
  readonly revisionId: number;
  readonly status: ExecutionStatus;
  readonly startedAtMs: number;
  readonly stoppedAtMs: number | null;
  readonly input: string;
  readonly output: string | null;
  readonly error: string | null;
  readonly cause: string | null;
  readonly lastEventId: number;
};

/** How an execution ended. */
export type Ending = {
  readonly status: Exclude<ExecutionStatus, "RUNNING">;
  readonly stoppedAtMs: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
};

type ThreadRow = { readonly id: number; readonly executionId: number; readonly data: string };
type EventRow = { readonly id: number; readonly event: string };

export type ExecutionStore = ReturnType<typeof openExecutionStore>;

/**
 * Executions, their threads and their history. Threads and events are written behind: all that changed goes into one
 * transaction, soon (`flushed`) or at once (`flush`), so that what is on disk is always a moment that was.
 */
export function openExecutionStore(state: State) {
  const { sqlite } = state;
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS sfn_executions (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      arn TEXT NOT NULL UNIQUE,
      machineArn TEXT NOT NULL,
      name TEXT NOT NULL,
      revisionId INTEGER NOT NULL,
      status TEXT NOT NULL,
      startedAtMs INTEGER NOT NULL,
      stoppedAtMs INTEGER,
      input TEXT NOT NULL,
      output TEXT,
      error TEXT,
      cause TEXT,
      lastEventId INTEGER NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS sfn_executions_by_machine ON sfn_executions (machineArn, id);
    CREATE INDEX IF NOT EXISTS sfn_executions_by_status ON sfn_executions (status, stoppedAtMs);
    CREATE TABLE IF NOT EXISTS sfn_threads (
      id INTEGER PRIMARY KEY,
      executionId INTEGER NOT NULL,
      data TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS sfn_events (
      executionId INTEGER NOT NULL,
      id INTEGER NOT NULL,
      event TEXT NOT NULL,
      PRIMARY KEY (executionId, id)
    ) STRICT, WITHOUT ROWID;
  `);
  const insertExecution = sqlite.prepare(
    "INSERT INTO sfn_executions (arn, machineArn, name, revisionId, status, startedAtMs, input, lastEventId) VALUES (?, ?, ?, ?, 'RUNNING', ?, ?, 0)",
  );
  const endExecution = sqlite.prepare(
    "UPDATE sfn_executions SET status = ?, stoppedAtMs = ?, output = ?, error = ?, cause = ? WHERE id = ?",
  );
  const countEvents = sqlite.prepare("UPDATE sfn_executions SET lastEventId = ? WHERE id = ?");
  const executionByArn = sqlite.prepare("SELECT * FROM sfn_executions WHERE arn = ?");
  const runningExecutions = sqlite.prepare("SELECT * FROM sfn_executions WHERE status = 'RUNNING'");
  const page = sqlite.prepare(
    "SELECT * FROM sfn_executions WHERE machineArn = ? AND id < ? AND (? IS NULL OR status = ?) ORDER BY id DESC LIMIT ?",
  );
  const statusCounts = sqlite.prepare(
    "SELECT machineArn, status, count(*) AS count FROM sfn_executions GROUP BY machineArn, status",
  );
  const expired = sqlite.prepare(
    "SELECT id FROM sfn_executions WHERE status <> 'RUNNING' AND stoppedAtMs <= ?",
  );
  const removeExecution = sqlite.prepare("DELETE FROM sfn_executions WHERE id = ?");
  const removeEvents = sqlite.prepare("DELETE FROM sfn_events WHERE executionId = ?");
  const saveThread = sqlite.prepare("INSERT OR REPLACE INTO sfn_threads VALUES (?, ?, ?)");
  const removeThread = sqlite.prepare("DELETE FROM sfn_threads WHERE id = ?");
  const allThreads = sqlite.prepare("SELECT * FROM sfn_threads ORDER BY id");
  const insertEvent = sqlite.prepare("INSERT INTO sfn_events VALUES (?, ?, ?)");
  const events = sqlite.prepare(
    "SELECT id, event FROM sfn_events WHERE executionId = ? AND id > ? ORDER BY id LIMIT ?",
  );
  const eventsReversed = sqlite.prepare(
    "SELECT id, event FROM sfn_events WHERE executionId = ? AND id < ? ORDER BY id DESC LIMIT ?",
  );

  let nextThreadId = Number(sqlite.prepare("SELECT max(id) AS id FROM sfn_threads").get()?.id ?? 0);
  const changedThreads = new Set<Thread>();
  const endedThreads = new Set<Thread>();
  const changedExecutions = new Set<Execution>();
  let endings: { readonly id: number; readonly ending: Ending }[] = [];
  let newEvents: { readonly executionId: number; readonly id: number; readonly event: string }[] =
    [];
  let soon: Promise<void> | undefined;

  function flush() {
    if (changedThreads.size + endedThreads.size + newEvents.length + endings.length === 0) return;
    state.transaction(() => {
      for (const { executionId, id, event } of newEvents) insertEvent.run(executionId, id, event);
      for (const thread of endedThreads) removeThread.run(thread.id);
      for (const thread of changedThreads) {
        saveThread.run(thread.id, thread.execution.id, JSON.stringify(thread.data));
      }
      for (const execution of changedExecutions)
        countEvents.run(execution.lastEventId, execution.id);
      for (const { id, ending } of endings) {
        const { status, stoppedAtMs, output, error, cause } = ending;
        endExecution.run(status, stoppedAtMs, output ?? null, error ?? null, cause ?? null, id);
      }
    });
    changedThreads.clear();
    endedThreads.clear();
    changedExecutions.clear();
    endings = [];
    newEvents = [];
  }

  return {
    flush,
    /** What is written meanwhile is there whole or not at all, however the stage ends. */
    atOnce: state.transaction,
    /** Resolves when all that changed until now is written; those who wait at the same time share a transaction. */
    flushed(): Promise<void> {
      soon ??= new Promise((resolve, reject) => {
        setImmediate(() => {
          soon = undefined;
          try {
            flush();
            resolve();
          } catch (error) {
            reject(error);
          }
        });
      });
      return soon;
    },
    newThreadId(): number {
      nextThreadId += 1;
      return nextThreadId;
    },
    /** Gives the execution's id. */
    insert(
      row: Pick<
        ExecutionRow,
        "arn" | "machineArn" | "name" | "revisionId" | "startedAtMs" | "input"
      >,
    ) {
      const { arn, machineArn, name, revisionId, startedAtMs, input } = row;
      const { lastInsertRowid } = insertExecution.run(
        ...([arn, machineArn, name, revisionId, startedAtMs, input] as const),
      );
      return Number(lastInsertRowid);
    },
    end(execution: Execution, ending: Ending) {
      endings.push({ id: execution.id, ending });
    },
    change(thread: Thread) {
      changedThreads.add(thread);
    },
    remove(thread: Thread) {
      changedThreads.delete(thread);
      endedThreads.add(thread);
    },
    addEvent(execution: Execution, event: string) {
      newEvents.push({ executionId: execution.id, id: execution.lastEventId, event });
      changedExecutions.add(execution);
    },
    /** Deletes what ended before `timeMs`, with its history. */
    forgetEndedUntil(timeMs: number) {
      state.transaction(() => {
        for (const { id } of expired.all(timeMs)) {
          removeEvents.run(Number(id));
          removeExecution.run(Number(id));
        }
      });
    },
    // What follows reads what was flushed.
    byArn: (arn: string) => executionByArn.get(arn) as ExecutionRow | undefined,
    running: () => runningExecutions.all() as ExecutionRow[],
    /** Executions of a machine, the latest first, older than the one with the id `beforeId`. */
    page: (machineArn: string, beforeId: number, status: string | null, limit: number) =>
      page.all(machineArn, beforeId, status, status, limit) as ExecutionRow[],
    statusCounts: () =>
      statusCounts.all() as { machineArn: string; status: ExecutionStatus; count: number }[],
    threads: () =>
      (allThreads.all() as ThreadRow[]).map(({ id, executionId, data }) => ({
        ...{ id, executionId },
        data: JSON.parse(data) as ThreadData,
      })),
    /** A page of a history, from after (or, in reverse, before) an event. */
    events: (executionId: number, from: number, limit: number, reverse: boolean) =>
      (reverse ? eventsReversed : events).all(executionId, from, limit) as EventRow[],
  };
}
