import type { Engine } from "./engine.ts";
import type { Execution, Revision } from "./execution.ts";
import type { ExecutionRow, ExecutionStore } from "./execution-store.ts";

/** Gives the engine every execution that has not ended, each with the definition it began with. */
export function restoreExecutions(
  engine: Engine,
  store: ExecutionStore,
  revisionById: (id: number) => Revision,
) {
  const running = store.running().map((row) => executionOf(row, revisionById(row.revisionId)));
  engine.restore(running, store.threads());
}

/** An execution as the engine runs it, its threads still to come. */
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
