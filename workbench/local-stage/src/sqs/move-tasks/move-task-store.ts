import type { DatabaseSync } from "node:sqlite";

export type MoveTaskStatus = "RUNNING" | "COMPLETED" | "CANCELLED" | "FAILED";

/** A redrive task with its progress. */
export type MoveTask = {
  readonly taskId: string;
  readonly sourceArn: string;
  /** Null: each message goes back to the queue it came from. */
  readonly destinationArn: string | null;
  /** Null: AWS's maximum. */
  readonly maxPerSecond: number | null;
  readonly status: MoveTaskStatus;
  readonly moved: number;
  readonly toMove: number;
  readonly startedAtMs: number;
  /** Later messages are not moved, so that one that fails again is not moved for ever. */
  readonly throughSeq: number;
  readonly failureReason: string | null;
};

/** The table of redrive tasks. */
export function openMoveTaskStore(sqlite: DatabaseSync) {
  sqlite.exec(`
    CREATE TABLE IF NOT EXISTS sqs_move_tasks (
      taskId TEXT PRIMARY KEY,
      sourceArn TEXT NOT NULL,
      destinationArn TEXT,
      maxPerSecond INTEGER,
      status TEXT NOT NULL,
      moved INTEGER NOT NULL,
      toMove INTEGER NOT NULL,
      startedAtMs INTEGER NOT NULL,
      throughSeq INTEGER NOT NULL,
      failureReason TEXT
    ) STRICT;
  `);
  const insert = sqlite.prepare("INSERT INTO sqs_move_tasks VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const byId = sqlite.prepare("SELECT * FROM sqs_move_tasks WHERE taskId = ?");
  const running = sqlite.prepare("SELECT * FROM sqs_move_tasks WHERE status = 'RUNNING'");
  const latest = sqlite.prepare(
    "SELECT * FROM sqs_move_tasks WHERE sourceArn = ? ORDER BY startedAtMs DESC, rowid DESC LIMIT ?",
  );
  const addMoved = sqlite.prepare("UPDATE sqs_move_tasks SET moved = moved + ? WHERE taskId = ?");
  const end = sqlite.prepare(
    "UPDATE sqs_move_tasks SET status = ?, failureReason = ? WHERE taskId = ? AND status = 'RUNNING'",
  );

  return {
    insert(task: MoveTask) {
      insert.run(
        task.taskId,
        task.sourceArn,
        task.destinationArn,
        task.maxPerSecond,
        task.status,
        task.moved,
        task.toMove,
        task.startedAtMs,
        task.throughSeq,
        task.failureReason,
      );
    },
    byId: (taskId: string) => byId.get(taskId) as MoveTask | undefined,
    running: () => running.all() as MoveTask[],
    latest: (sourceArn: string, limit: number) => latest.all(sourceArn, limit) as MoveTask[],
    addMoved: (taskId: string, count: number) => void addMoved.run(count, taskId),
    end: (taskId: string, status: MoveTaskStatus, failureReason: string | null = null) =>
      void end.run(status, failureReason, taskId),
  };
}
