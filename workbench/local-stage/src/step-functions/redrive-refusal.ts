import { quotas } from "@stagecraft/plan/quotas";
import type { ExecutionRow } from "./engine/execution-store.ts";
import type { StepFunctionsContext } from "./step-functions-context.ts";

const redrivableMs = quotas.stepFunctions.redrivableDays.value * 24 * 60 * 60_000;

/**
 * Why an execution cannot be redriven, in the wording of DescribeExecution; undefined when it can.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html
 */
export function redriveRefusal(
  { store, clock }: Pick<StepFunctionsContext, "store" | "clock">,
  { id, status, stoppedAtMs, lastEventId }: ExecutionRow,
): string | undefined {
  if (status === "RUNNING" || status === "SUCCEEDED") {
    return `Execution is ${status} and cannot be redriven`;
  }
  if ((stoppedAtMs ?? 0) + redrivableMs <= clock.nowMs()) {
    return "Execution redrivable period exceeded";
  }
  if (lastEventId >= quotas.stepFunctions.redrivableHistoryEvents.value) {
    return "Execution history event limit exceeded";
  }
  // It ended under a version of the stage without redrives.
  if (!store.snapshot(id)) {
    return "Execution was started before the launch of RedriveExecution";
  }
  return undefined;
}
