import type { Engine } from "./engine.ts";
import type { Execution, Revision } from "./execution.ts";
import type { ExecutionRow, ExecutionStore } from "./execution-store.ts";

/** Adds every execution that has not ended to the engine, each with its definition. */
export function restoreExecutions(
  engine: Engine,
  store: ExecutionStore,
  revisionById: (id: number) => Revision,
) {
  const running = store.running().map((row) => executionOf(row, revisionById(row.revisionId)));
  engine.restore(running, store.threads());
}

/** An execution for the engine, without threads. */
export function executionOf(row: ExecutionRow, revision: Revision): Execution {
  const { id, arn, name, input, startedAtMs, lastEventId, redriveCount, redrivenAtMs } = row;
  return {
    id,
    arn,
    name,
    startedAtMs,
    lastEventId,
    revision,
    ...(redrivenAtMs !== null && { redriven: { count: redriveCount, lastAtMs: redrivenAtMs } }),
    inputText: input,
    input: JSON.parse(input),
    threads: new Set(),
  };
}
