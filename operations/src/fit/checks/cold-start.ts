import { quotas } from "@stagecraft/plan/quotas";
import { timeText } from "../amount-text.ts";
import { callKinds, limit } from "../call-kind.ts";
import { againstLimits, type Check, verdictOf } from "../fit-check.ts";

/** A first invocation against Lambda's limit, and against the time that a caller is ready to wait. */
export const coldStart: Check = ({ calls, initMs, callerWaitsMs, p99Ms }) => {
  const aspect = "cold start";
  if (initMs === undefined) return undefined;
  const waits = calls.some(({ kind }) => callKinds[kind].waits);
  const headroom = againstLimits(initMs.value, [limit("the init phase", quotas.lambda.initMs)]);
  const text = timeText(initMs.value);
  const common = { aspect, short: text, source: initMs.source, headroom };
  const whole = initMs.value + (p99Ms?.value ?? 0);
  if (
    waits &&
    callerWaitsMs !== undefined &&
    callerWaitsMs.value > 0 &&
    whole > callerWaitsMs.value
  ) {
    return {
      ...common,
      verdict: "partial",
      reason: `A first invocation takes ${timeText(whole)}, and its caller waits for ${timeText(callerWaitsMs.value)}.`,
      instead:
        "Make its imports smaller (npm run gate -- latency), or pay for provisioned concurrency.",
    };
  }
  const verdict = verdictOf(headroom);
  return {
    ...common,
    verdict,
    reason: `Its init phase takes ${text} of ${timeText(quotas.lambda.initMs.value)}.`,
    ...(verdict === "yes" ? {} : { instead: "Make its imports smaller: npm run gate -- latency." }),
  };
};
