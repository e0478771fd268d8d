import type { ParallelState } from "../definition/machine.ts";
import { dataLimitExceeded, exceedsLimit } from "../engine/size-limit.ts";
import type { StateView } from "../engine/state-view.ts";
import type { Step } from "../engine/step.ts";

/**
 * All branches at once, each with the same input.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html
 */
export async function forkBranches(state: ParallelState, view: StateView): Promise<Step> {
  const input = state.arguments ? await state.arguments(view.bindings()) : view.input;
  if (exceedsLimit(JSON.stringify(input))) throw dataLimitExceeded(state.name);
  const { length } = state.branches;
  return { kind: "fork", fork: { length, maxConcurrency: length, inputs: [input], started: 0 } };
}
