import type { State } from "../../stage/state.ts";
import type {
  Execution,
  ExecutionSnapshot,
  ExecutionStatus,
  Thread,
  ThreadData,
} from "./execution.ts";
import { openHistoryStore } from "./history-store.ts";

/** The row of an execution, running or ended. */
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
  readonly redriveCount: number;
  readonly redrivenAtMs: number | null;
};

/** How an execution ended. */
export type Ending = {
  readonly status: Exclude<ExecutionStatus, "RUNNING">;
  readonly stoppedAtMs: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
};

/** A redrive of an execution, and the client tokens of its last redrives. */
type Redrive = {
  readonly count: number;
  readonly atMs: number;
  readonly tokens: readonly { readonly token: string; readonly atMs: number }[];
};

type ThreadRow = { readonly id: number; readonly executionId: number; readonly data: string };

export type ExecutionStore = ReturnType<typeof openExecutionStore>;

/**
 * Executions, their threads and their history. Threads and events are written with a delay: all changes in one transaction,
 * soon (`flushed`) or at once (`flush`), so that the disk always has a consistent state.
 */
export function openExecutionStore(state: State) {
  const { sqlite } = state;
  const histories = openHistoryStore(sqlite);
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
    CREATE TABLE IF NOT EXISTS sfn_redrives (
      executionId INTEGER PRIMARY KEY,
      count INTEGER NOT NULL,
      lastAtMs INTEGER NOT NULL,
      tokens TEXT NOT NULL
    ) STRICT;
    -- The snapshots; the name is that of saved states.
    CREATE TABLE IF NOT EXISTS sfn_standings (
      executionId INTEGER PRIMARY KEY,
      standing TEXT NOT NULL
    ) STRICT;
    CREATE TABLE IF NOT EXISTS sfn_threads (
      id INTEGER PRIMARY KEY,
      executionId INTEGER NOT NULL,
      data TEXT NOT NULL
    ) STRICT;
  `);
  const insertExecution = sqlite.prepare(
    "INSERT INTO sfn_executions (arn, machineArn, name, revisionId, status, startedAtMs, input, lastEventId) VALUES (?, ?, ?, ?, 'RUNNING', ?, ?, 0)",
  );
  const endExecution = sqlite.prepare(
    "UPDATE sfn_executions SET status = ?, stoppedAtMs = ?, output = ?, error = ?, cause = ? WHERE id = ?",
  );
  const countEvents = sqlite.prepare("UPDATE sfn_executions SET lastEventId = ? WHERE id = ?");
  const executions = `SELECT sfn_executions.*, coalesce(redrives.count, 0) AS redriveCount,
      redrives.lastAtMs AS redrivenAtMs
    FROM sfn_executions LEFT JOIN sfn_redrives AS redrives ON redrives.executionId = id`;
  const executionByArn = sqlite.prepare(`${executions} WHERE arn = ?`);
  const runningExecutions = sqlite.prepare(`${executions} WHERE status = 'RUNNING'`);
  const page = sqlite.prepare(
    `${executions} WHERE machineArn = ? AND id < ? AND (? IS NULL OR status = ?) ORDER BY id DESC LIMIT ?`,
  );
  const runAgain = sqlite.prepare(
    "UPDATE sfn_executions SET status = 'RUNNING', stoppedAtMs = NULL, output = NULL, error = NULL, cause = NULL WHERE id = ?",
  );
  const saveRedrive = sqlite.prepare("INSERT OR REPLACE INTO sfn_redrives VALUES (?, ?, ?, ?)");
  const redriveTokens = sqlite.prepare("SELECT tokens FROM sfn_redrives WHERE executionId = ?");
  const saveSnapshot = sqlite.prepare("INSERT OR REPLACE INTO sfn_standings VALUES (?, ?)");
  const snapshotOfId = sqlite.prepare("SELECT standing FROM sfn_standings WHERE executionId = ?");
  const statusCounts = sqlite.prepare(
    "SELECT machineArn, status, count(*) AS count FROM sfn_executions GROUP BY machineArn, status",
  );
  const expired = sqlite.prepare(
    "SELECT id FROM sfn_executions WHERE status IN ('SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED') AND stoppedAtMs <= ?",
  );
  const removals = [
    "DELETE FROM sfn_redrives WHERE executionId = ?",
    "DELETE FROM sfn_standings WHERE executionId = ?",
    "DELETE FROM sfn_executions WHERE id = ?",
  ].map((statement) => sqlite.prepare(statement));
  const removeSnapshot = sqlite.prepare("DELETE FROM sfn_standings WHERE executionId = ?");
  const saveThread = sqlite.prepare("INSERT OR REPLACE INTO sfn_threads VALUES (?, ?, ?)");
  const removeThread = sqlite.prepare("DELETE FROM sfn_threads WHERE id = ?");
  const allThreads = sqlite.prepare("SELECT * FROM sfn_threads ORDER BY id");
  let nextThreadId = Number(sqlite.prepare("SELECT max(id) AS id FROM sfn_threads").get()?.id ?? 0);
  const changedThreads = new Set<Thread>();
  const endedThreads = new Set<Thread>();
  const changedExecutions = new Set<Execution>();
  let endings: {
    readonly id: number;
    readonly ending: Ending;
    readonly snapshot?: ExecutionSnapshot;
  }[] = [];
  let newEvents: { readonly executionId: number; readonly id: number; readonly event: string }[] =
    [];
  let soon: Promise<void> | undefined;

  function flush() {
    if (changedThreads.size + endedThreads.size + newEvents.length + endings.length === 0) return;
    state.transaction(() => {
      for (const { executionId, id, event } of newEvents)
        histories.insert(executionId, { id, event });
      for (const thread of endedThreads) removeThread.run(thread.id);
      for (const thread of changedThreads) {
        saveThread.run(thread.id, thread.execution.id, JSON.stringify(thread.data));
      }
      for (const execution of changedExecutions)
        countEvents.run(execution.lastEventId, execution.id);
      for (const { id, ending, snapshot } of endings) {
        const { status, stoppedAtMs, output, error, cause } = ending;
        endExecution.run(status, stoppedAtMs, output ?? null, error ?? null, cause ?? null, id);
        if (snapshot) saveSnapshot.run(id, JSON.stringify(snapshot));
        histories.pack(id);
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
    /** Writes are complete or absent, however the stage ends. */
    atOnce: state.transaction,
    /** Resolves when all changes until now are written; concurrent callers share a transaction. */
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
    /** Returns the execution's id. */
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
    /** With a snapshot of its threads it can be redriven. */
    end(execution: Execution, ending: Ending, snapshot?: ExecutionSnapshot) {
      endings.push({ id: execution.id, ending, ...(snapshot && { snapshot }) });
    },
    /** Sets an ended execution to running again. */
    runAgain(id: number, { count, atMs, tokens }: Redrive) {
      runAgain.run(id);
      histories.unpack(id);
      removeSnapshot.run(id);
      saveRedrive.run(id, count, atMs, JSON.stringify(tokens));
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
    /** Deletes executions that ended before `timeMs`, with their histories. */
    forgetEndedUntil(timeMs: number) {
      state.transaction(() => {
        for (const { id } of expired.all(timeMs)) {
          for (const removal of removals) removal.run(Number(id));
          histories.remove(Number(id));
        }
      });
    },
    // The following statements read flushed data.
    byArn: (arn: string) => executionByArn.get(arn) as ExecutionRow | undefined,
    snapshot(id: number): ExecutionSnapshot | undefined {
      const row = snapshotOfId.get(id) as { standing: string } | undefined;
      return row && (JSON.parse(row.standing) as ExecutionSnapshot);
    },
    /** The client tokens of an execution's last redrives. */
    redriveTokens(id: number): Redrive["tokens"] {
      const row = redriveTokens.get(id) as { tokens: string } | undefined;
      return row ? (JSON.parse(row.tokens) as Redrive["tokens"]) : [];
    },
    running: () => runningExecutions.all() as ExecutionRow[],
    /** Executions of a machine, the latest first, older than the one with the id `beforeId`. */
    page: (machineArn: string, beforeId: number, status: string | null, limit: number) =>
      page.all(machineArn, beforeId, status, status, limit) as ExecutionRow[],
    statusCounts: () =>
      statusCounts.all() as { machineArn: string; status: ExecutionStatus; count: number }[],
    threads: () =>
      (allThreads.all() as ThreadRow[]).map(({ id, executionId, data }) => ({
        id,
        executionId,
        data: JSON.parse(data) as ThreadData,
      })),
    events: histories.events,
  };
}
