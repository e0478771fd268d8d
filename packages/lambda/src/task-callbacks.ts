import {
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  type SFNClient,
} from "@aws-sdk/client-sfn";
import { Fault } from "@stagecraft/contracts/fault";

/** `ended`: the task waits no more, because it was told before, timed out, or its workflow ended. */
export type Told = "told" | "ended";

/** Tells a task of a workflow, by its token, what it waits for. Throws Fault `workflow.unreachable`, to retry. */
export type TaskCallbacks = {
  succeed(taskToken: string, result: { readonly outcome: string }): Promise<Told>;
  /** `error` is a name that the definition matches. */
  fail(taskToken: string, error: string): Promise<Told>;
  /** Lets the task wait on. */
  heartbeat(taskToken: string): Promise<Told>;
};

/** What Step Functions answers of a task that is over: https://docs.aws.amazon.com/step-functions/latest/apireference/API_SendTaskSuccess.html#API_SendTaskSuccess_Errors */
const endedErrors = new Set(["TaskTimedOut", "TaskDoesNotExist", "InvalidToken"]);

export function taskCallbacks(client: SFNClient): TaskCallbacks {
  async function tell(sending: Promise<unknown>): Promise<Told> {
    try {
      await sending;
      return "told";
    } catch (cause) {
      if (cause instanceof Error && endedErrors.has(cause.name)) return "ended";
      throw new Fault("workflow.unreachable", { retry: true, cause });
    }
  }

  return {
    succeed: (taskToken, result) =>
      tell(client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(result) }))),
    fail: (taskToken, error) => tell(client.send(new SendTaskFailureCommand({ taskToken, error }))),
    heartbeat: (taskToken) => tell(client.send(new SendTaskHeartbeatCommand({ taskToken }))),
  };
}
