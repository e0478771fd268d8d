import { nextStep } from "../states/next-step.ts";
import { startBranches } from "./branches.ts";
import { type EngineParts, stateOf } from "./engine-parts.ts";
import { isLive, type Thread } from "./execution.ts";
import { leaveState } from "./leave-state.ts";
import { failState } from "./recover-state.ts";
import { viewState } from "./state-view.ts";
import type { TaskAttempts } from "./task-attempts.ts";

/** How long a throttled state waits. AWS documents a token bucket, and no time. */
const throttledMs = 1_000;

/** Runs the first step of the state that a thread has entered, unless it is throttled. */
export async function beginState(
  parts: EngineParts,
  attempts: TaskAttempts,
  thread: Thread,
): Promise<void> {
  const { clock, seed, threads } = parts;
  const { machineArn } = thread.execution.revision;
  if (parts.throttles(machineArn)) {
    parts.report({ kind: "transition-throttled", machineArn });
    return threads.move(thread, "backing-off", { untilMs: clock.nowMs() + throttledMs });
  }
  try {
    const step = await nextStep(stateOf(thread), viewState(thread, clock, seed));
    if (!isLive(thread)) return;
    switch (step.kind) {
      case "leave":
        return await leaveState(parts, thread, step.transition, { output: thread.data.input });
      case "sleep":
        return threads.move(thread, "sleeping", { untilMs: step.untilMs });
      case "call":
        return attempts.start(thread, step);
      case "fork":
        return startBranches(parts, thread, step.fork);
      case "fail": {
        const { kind, ...failure } = step;
        return threads.move(thread, "failing", { failure });
      }
    }
  } catch (error) {
    if (isLive(thread)) failState(parts, thread, error);
  }
}
