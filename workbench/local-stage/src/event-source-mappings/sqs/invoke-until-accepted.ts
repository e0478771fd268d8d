import type { Clock } from "../../common/clock.ts";
import type { InvocationOutcome } from "../../common/invocation.ts";
import { createSleep } from "../../common/sleep.ts";

const firstPauseMs = 250;
const longestPauseMs = 8_000;

/**
 * Repeats an invocation while Lambda throttles or fails, with growing pauses, until the messages' visibility timeout
 * would pass (`deadlineMs()`, stage time) or the poller stops. Returns the last outcome.
 */
export async function invokeUntilAccepted(options: {
  readonly invoke: () => Promise<InvocationOutcome>;
  readonly clock: Clock;
  readonly deadlineMs: () => number;
  readonly stopping: AbortSignal;
  readonly onThrottle: () => void;
}): Promise<InvocationOutcome> {
  const { invoke, clock, deadlineMs, stopping, onThrottle } = options;
  const sleep = createSleep(clock, stopping);
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    const outcome = await invoke();
    if (outcome.kind !== "throttled" && outcome.kind !== "unavailable") return outcome;
    if (outcome.kind === "throttled") onThrottle();
    const againAtMs = clock.nowMs() + pauseMs;
    if (againAtMs >= deadlineMs() || stopping.aborted) return outcome;
    await sleep.until({ dueAtMs: againAtMs });
    if (stopping.aborted) return outcome;
  }
}
