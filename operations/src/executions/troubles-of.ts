import { attemptText, failureText, placeText } from "./attempt-text.ts";
import { elapsedText } from "./elapsed-text.ts";
import type { ExecutionHistory, Step } from "./execution-history.ts";

/** A state that failed, or in which the execution still is. */
export type Trouble = {
  readonly state: string;
  /** `attempt 2 waits for a callback for 3 min` */
  readonly text: string;
};

/** The states in which an execution failed, in their order, and the ones in which it is now. */
export function troublesOf(execution: ExecutionHistory, nowMs: number): readonly Trouble[] {
  return execution.steps.flatMap((step) => {
    const text = troubleText(step, execution.status === "RUNNING", nowMs);
    return text === undefined ? [] : [{ state: step.state, text }];
  });
}

function troubleText(step: Step, isRunning: boolean, nowMs: number): string | undefined {
  const { attempts, failure, enteredMs, leftMs, caughtBy, type } = step;
  const attempt = attempts.at(-1);
  if (leftMs === undefined && isRunning) {
    const since = `is in this state for ${elapsedText(nowMs - enteredMs)}`;
    if (!attempt) return type === "Map" || type === "Parallel" ? undefined : since;
    const before = attempts.at(-2);
    const next = attempt.failure ? "; waits for its next attempt" : "";
    const earlier =
      before?.failure && !attempt.failure
        ? `; the attempt before ${before.outcome === "timed-out" ? "timed out" : "failed"}: ${failureText(before.failure)}${placeText(before.failure)}`
        : "";
    return `attempt ${attempts.length} ${attemptText(attempt, nowMs)}${next}${earlier}`;
  }
  const last = failure ?? attempt?.failure;
  if (!last) return undefined;
  const count = attempts.length > 1 ? ` in ${attempts.length} attempts` : "";
  const caught = caughtBy === undefined ? "" : `; caught by ${caughtBy}`;
  return `failed${count} with ${failureText(last)}${placeText(last)}${caught}`;
}
