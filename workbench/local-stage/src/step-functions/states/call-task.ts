import type { TaskState } from "../definition/machine.ts";
import { EvaluationError, StateError } from "../engine/failure.ts";
import { dataLimitExceeded, exceedsLimit } from "../engine/size-limit.ts";
import type { StateView } from "../engine/state-view.ts";
import type { Step } from "../engine/step.ts";
import { unusableArguments } from "../engine/task-arguments.ts";
import { newTaskToken } from "../engine/task-token.ts";

/**
 * Evaluates a task's arguments for each attempt. The context has its token if the task waits for it.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html
 */
export async function callTask(state: TaskState, view: StateView): Promise<Step> {
  const token = newTaskToken();
  const context = state.resource.waitForToken ? { Task: { Token: token } } : {};
  const bindings = view.bindings({ context });
  const args = state.arguments ? await state.arguments(bindings) : view.input;
  checkArguments(state, args);
  const timeoutSeconds = positive("TimeoutSeconds", await state.timeoutSeconds?.(bindings));
  const heartbeatSeconds = positive("HeartbeatSeconds", await state.heartbeatSeconds?.(bindings));
  // Heartbeats need the token.
  const heartbeatMs = state.resource.waitForToken ? (heartbeatSeconds ?? 0) * 1_000 : 0;
  const timeoutMs = (timeoutSeconds ?? 0) * 1_000;
  return {
    kind: "call",
    ...(timeoutSeconds !== undefined && { timeoutSeconds }),
    ...(heartbeatSeconds !== undefined && { heartbeatSeconds }),
    attempt: {
      token,
      arguments: args,
      ...(timeoutMs > 0 && { timeoutMs, timeoutAtMs: view.nowMs + timeoutMs }),
      ...(heartbeatMs > 0 && { heartbeatMs, heartbeatAtMs: view.nowMs + heartbeatMs }),
    },
  };
}

function checkArguments(
  { name, resource }: TaskState,
  args: unknown,
): asserts args is { readonly [name: string]: unknown } {
  const text = JSON.stringify(args);
  if (exceedsLimit(text)) throw dataLimitExceeded(name);
  const why = unusableArguments(resource, args);
  if (why === undefined) return;
  throw new StateError(
    "States.Runtime",
    `The Parameters '${text}' could not be used to start the Task: [${why}]`,
  );
}

function positive(field: string, value: number | undefined): number | undefined {
  if (value === undefined || (Number.isInteger(value) && value > 0)) return value;
  throw new EvaluationError(
    field,
    `The ${field} field must be a positive integer but was: ${value}`,
  );
}
