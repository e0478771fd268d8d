import type { StepFunctions } from "@stagecraft/aws/step-functions";
import { Fault } from "@stagecraft/contracts/fault";
import { activeTraceparent } from "@stagecraft/observability/tracing/traceparent";

/** `ended`: the task no longer waits, because it got a result before, timed out, or its workflow ended. */
export type CallbackOutcome = "sent" | "ended";

/** Sends a result to a waiting task of a workflow, by its token. Throws Fault `workflow.unreachable`, to retry. */
export type TaskCallbacks = {
  succeed(taskToken: string, result: { readonly outcome: string }): Promise<CallbackOutcome>;
  /** `error` is a name that the definition matches. */
  fail(taskToken: string, error: string): Promise<CallbackOutcome>;
  /** Keeps the task waiting. */
  heartbeat(taskToken: string): Promise<CallbackOutcome>;
};

/** Errors that mean that the task has ended: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html#API_SendTaskSuccess_Errors */
const endedErrors = new Set(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"]);

/** The result, and the span that sends it: the definition hands it to the next task. */
function outputOf(result: { readonly outcome: string }): string {
  const traceparent = activeTraceparent();
  return JSON.stringify({ ...result, ...(traceparent && { traceparent }) });
}

export function taskCallbacks(client: StepFunctions): TaskCallbacks {
  async function send(sending: Promise<unknown>): Promise<CallbackOutcome> {
    try {
      await sending;
      return "sent";
    } catch (cause) {
      if (cause instanceof Error && endedErrors.has(cause.name)) return "ended";
      throw new Fault("workflow.unreachable", { retry: true, cause });
    }
  }

  return {
    succeed: (taskToken, result) =>
      send(client.call("SendTaskSuccess", { taskToken, output: outputOf(result) })),
    fail: (taskToken, error) => send(client.call("SendTaskFailure", { taskToken, error })),
    heartbeat: (taskToken) => send(client.call("SendTaskHeartbeat", { taskToken })),
  };
}
