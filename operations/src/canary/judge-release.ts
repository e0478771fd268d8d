import type { FiringAlarm } from "./read-alarms.ts";
import type { Outcomes } from "./read-outcomes.ts";

/** A new version that gets a share of the invocations, the one before, and what became of their invocations meanwhile. */
export type Judged = {
  readonly name: string;
  readonly version: string;
  readonly outcomes: Outcomes;
  readonly before: string;
  readonly outcomesBefore: Outcomes;
};

/**
 * Why a release must be rolled back, a sentence each; empty while all is well. What the version before fails too, such as a
 * delivery that comes twice at once, does not speak against the new one.
 * @param failedPercent how many more invocations of a new version may fail than of the one before, in percent of its own
 */
export function judgeRelease(
  judged: readonly Judged[],
  alarms: readonly Pick<FiringAlarm, "name" | "reason">[],
  failedPercent: number,
): readonly string[] {
  return [
    ...alarms.map(({ name, reason }) => `the alarm ${name} went into ALARM: ${reason}`),
    ...judged.flatMap(({ name, version, outcomes, before, outcomesBefore }) => {
      const { failed, invocations } = failuresOf(outcomes);
      const usual = failuresOf(outcomesBefore);
      const usualPercent = usual.failed === 0 ? 0 : (100 * usual.failed) / usual.invocations;
      if (failed === 0 || failed * 100 <= (usualPercent + failedPercent) * invocations) return [];
      return [
        `version ${version} of ${name} failed ${failed} of ${invocations} invocations, more than ${failedPercent} % above version ${before}, which failed ${usual.failed} of ${usual.invocations}`,
      ];
    }),
  ];
}

/** An error that was also logged counts once. The log may be there before the metric of the same invocation. */
function failuresOf({ invocations, errors, errorLines }: Outcomes) {
  const failed = Math.max(errors, errorLines);
  return { failed, invocations: Math.max(invocations, failed) };
}
