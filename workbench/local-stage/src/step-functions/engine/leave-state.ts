import type { Transition } from "../definition/machine.ts";
import { isFields } from "../definition/visit-states.ts";
import { endBranch } from "./branches.ts";
import { type EngineParts, stateOf } from "./engine-parts.ts";
import { enterState } from "./enter-state.ts";
import { isLive, type Thread } from "./execution.ts";
import { dataDetails } from "./history.ts";
import { dataLimitExceeded, exceedsLimit } from "./size-limit.ts";
import { viewState } from "./state-view.ts";

/** The data of a state's exit. */
export type StateExit = {
  /** What `$states` has besides input and context. */
  readonly states?: object;
  /** The output for a state without `Output`. */
  readonly output: unknown;
  /** Called before the state's exit event. */
  announce?(): void;
};

/**
 * Evaluates Assign and Output, both with the variables of the state, and goes to the next state or ends the branch.
 * @throws StateError when one of them cannot be evaluated or is too large; then nothing has changed.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html
 */
export async function leaveState(
  parts: EngineParts,
  thread: Thread,
  transition: Transition,
  { states = {}, output: given, announce }: StateExit,
): Promise<void> {
  const { name, type } = stateOf(thread);
  const bindings = viewState(thread, parts.clock, parts.seed).bindings({ states });
  const assigned = (await transition.assign?.(bindings)) ?? {};
  const output = transition.output ? await transition.output(bindings) : given;
  const text = JSON.stringify(output);
  if (exceedsLimit(text) || exceedsLimit(JSON.stringify(assigned))) throw dataLimitExceeded(name);
  if (!isLive(thread)) return;
  announce?.();
  parts.history.follow(thread, `${type}StateExited`, {
    stateExitedEventDetails: {
      name,
      ...dataDetails("output", text),
      ...assignedDetails(assigned),
    },
  });
  const variables = { ...thread.data.variables, ...(assigned as object) };
  parts.threads.set(thread, { ...thread.data, variables });
  if (transition.next === undefined) endBranch(parts, thread, output);
  else enterState(parts, thread, transition.next, output);
}

function assignedDetails(assigned: unknown) {
  if (!isFields(assigned)) return {};
  const variables = Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]);
  if (variables.length === 0) return {};
  return {
    assignedVariables: Object.fromEntries(variables),
    assignedVariablesDetails: { truncated: false },
  };
}
