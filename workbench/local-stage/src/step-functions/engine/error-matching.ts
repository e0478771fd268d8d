import type { Failure } from "./failure.ts";

/**
 * Whether a retrier's or catcher's `ErrorEquals` matches the failure.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function matchesError(errorEquals: readonly string[], failure: Failure): boolean {
  const { error = "", heartbeat, terminal } = failure;
  if (error === "States.Runtime") return false;
  return errorEquals.some((wanted) => {
    if (wanted === error) return true;
    if (wanted === "States.ALL") return !terminal;
    if (wanted === "States.TaskFailed") return error !== "States.Timeout" && !terminal;
    return wanted === "States.HeartbeatTimeout" && heartbeat === true;
  });
}
