import { quotas } from "@stagecraft/plan/quotas";
import { digits, shareText } from "../amount-text.ts";
import { limit } from "../call-kind.ts";
import { againstLimits, type Check, verdictOf } from "../fit-check.ts";

/** Invocations at once, by Little's law: starts a second times seconds of one. */
export const concurrency: Check = ({ concurrency: has, peakPerSecond, p99Ms }) => {
  const aspect = "concurrency";
  const seconds = p99Ms === undefined ? undefined : p99Ms.value / 1_000;
  if (peakPerSecond !== undefined && seconds !== undefined) {
    const needed = peakPerSecond.value * seconds;
    const headroom = againstLimits(needed, [
      limit("an account, unless raised", quotas.lambda.concurrentExecutions),
    ]);
    const found = verdictOf(headroom);
    const verdict = found === "no" ? "partial" : found;
    return {
      aspect,
      verdict,
      short: digits(needed),
      reason: `${digits(peakPerSecond.value)} a second need ${digits(Math.ceil(needed))} environments at once, of ${digits(quotas.lambda.concurrentExecutions.value)} (${shareText(headroom[0]?.left ?? 0)} left); a function grows by ${digits(quotas.lambda.environmentsPerTenSeconds.value)} in ten seconds.`,
      source: peakPerSecond.source,
      headroom,
      ...(verdict === "yes"
        ? {}
        : {
            instead:
              "Put a queue in front with a maximum concurrency, or have the quota raised before the first day.",
          }),
    };
  }
  if (has === undefined) return undefined;
  const rate =
    seconds === undefined || seconds === 0
      ? ""
      : `, which is ${digits(has.value / seconds)} a second if each takes as long as the slowest`;
  return {
    aspect,
    verdict: "yes",
    short: digits(has.value),
    reason: `At most ${digits(has.value)} at once (${has.source})${rate}. npm run capacity computes what a load needs.`,
  };
};
