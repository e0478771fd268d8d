import type { Failure } from "./failure.ts";

/** The errors that wildcards match: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const terminal = new Set(["States.DataLimitExceeded", "States.Runtime"]);

/** Whether a retrier's or catcher's `ErrorEquals` matches the failure. */
export function matchesError(errorEquals: readonly string[], failure: Failure): boolean {
  const { error = "", heartbeat } = failure;
  if (error === "States.Runtime") return false;
  return errorEquals.some((wanted) => {
    if (wanted === error) return true;
    if (wanted === "States.ALL") return !terminal.has(error);
    if (wanted === "States.TaskFailed") return error !== "States.Timeout" && !terminal.has(error);
    return wanted === "States.HeartbeatTimeout" && heartbeat === true;
  });
}
