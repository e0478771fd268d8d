import type { EngineParts } from "./engine-parts.ts";
import { type Execution, snapshotOf } from "./execution.ts";
import type { Ending } from "./execution-store.ts";
import { dataDetails, failureDetails } from "./history.ts";

const endEvents: { readonly [status in Ending["status"]]: string } = {
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  TIMED_OUT: "TimedOut",
  ABORTED: "Aborted",
};

/** Stores how an execution ended, and removes its threads; `previousEventId` is the event that led to it. */
export function finishExecution(
  { clock, store, history, threads, report }: EngineParts,
  execution: Execution,
  previousEventId: number,
  ending: Omit<Ending, "stoppedAtMs">,
) {
  const { status, output } = ending;
  const name = endEvents[status];
  history.add(execution, previousEventId, `Execution${name}`, {
    [`execution${name}EventDetails`]:
      output === undefined ? failureDetails(ending) : dataDetails("output", output),
  });
  execution.cancelTimeout?.();
  const first = [...execution.threads].find(({ parent }) => parent === undefined);
  const snapshot = status === "SUCCEEDED" || !first ? undefined : snapshotOf(first);
  for (const thread of execution.threads) threads.remove(thread);
  // AWS shows a timed-out execution's error only in the history.
  const { error, cause, ...rest } = ending;
  const failureFields = status === "TIMED_OUT" ? {} : failureDetails(ending);
  store.end(execution, { ...rest, ...failureFields, stoppedAtMs: clock.nowMs() }, snapshot);
  const { arn: executionArn, startedAtMs } = execution;
  report({ kind: "execution-ended", executionArn, status, startedAtMs, ...failureFields });
}
