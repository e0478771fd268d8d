import { isForking } from "./branches.ts";
import { type EngineParts, stateOf } from "./engine-parts.ts";
import { isLive, type Thread } from "./execution.ts";
import { leaveState } from "./leave-state.ts";
import { failState } from "./recover-state.ts";

/** Leaves a completed state, with its result if it has one. */
export async function completeState(parts: EngineParts, thread: Thread): Promise<void> {
  const { data } = thread;
  const state = stateOf(thread);
  const hasResult = "result" in data;
  try {
    await leaveState(parts, thread, state.transition, {
      ...(hasResult && { states: { result: data.result } }),
      output: hasResult ? data.result : data.input,
      announce() {
        if (!isForking(state)) return;
        const { lastEventId } = thread.data;
        parts.history.add(thread.execution, lastEventId, `${state.type}StateSucceeded`, {});
      },
    });
  } catch (error) {
    if (isLive(thread)) failState(parts, thread, error);
  }
}
