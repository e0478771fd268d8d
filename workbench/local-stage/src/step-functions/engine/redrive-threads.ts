import type { EngineParts } from "./engine-parts.ts";
import type { Execution, ExecutionSnapshot, Thread, ThreadData } from "./execution.ts";

/**
 * Restores the threads of an ended execution. A state that had not completed starts again, with all its retries; of a
 * Parallel or Map only the branches that had not completed. A wait keeps its time.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html#redrive-behavior-states
 */
export function redriveThreads(
  parts: EngineParts,
  execution: Execution,
  snapshot: ExecutionSnapshot,
) {
  const { history, threads, proceed } = parts;
  const lastEventId = history.add(execution, execution.lastEventId, "ExecutionRedriven", {
    executionRedrivenEventDetails: { redriveCount: execution.redriven?.count },
  });

  function place({ data, branches }: ExecutionSnapshot, parent: Thread | undefined) {
    const inside = redrivesBranches({ data, branches }) ? branches : [];
    const thread = threads.add(execution, parent, {
      ...redriven(data, inside.length > 0),
      parentId: parent?.id ?? null,
      lastEventId,
    });
    for (const branch of inside) place(branch, thread);
  }

  place(snapshot, undefined);
  for (const thread of [...execution.threads]) proceed(thread);
}

/** A state whose result was too large starts again with all branches. */
function redrivesBranches({ data, branches }: ExecutionSnapshot): boolean {
  return branches.length > 0 && data.failure?.error !== "States.DataLimitExceeded";
}

function redriven(data: ThreadData, hasBranches: boolean): ThreadData {
  if (["done", "completing", "sleeping"].includes(data.phase)) return data;
  const { untilMs, task, fork, result, failure, ...lasting } = data;
  return hasBranches && fork
    ? { ...lasting, phase: "joining", fork, retries: [] }
    : { ...lasting, phase: "entered", retries: [] };
}
