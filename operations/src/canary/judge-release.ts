import type { FiringAlarm } from "./read-alarms.ts";
import type { Outcomes } from "./read-outcomes.ts";

/** A new version that gets a share of the invocations, and what became of them. */
export type Judged = {
  readonly name: string;
  readonly version: string;
  readonly outcomes: Outcomes;
};

/**
 * Why a release must be rolled back, a sentence each; empty while all is well. An error that was also logged counts once.
 * @param failedPercent the most invocations of a new version that may fail
 */
export function judgeRelease(
  judged: readonly Judged[],
  alarms: readonly Pick<FiringAlarm, "name" | "reason">[],
  failedPercent: number,
): readonly string[] {
  return [
    ...alarms.map(({ name, reason }) => `the alarm ${name} went into ALARM: ${reason}`),
    ...judged.flatMap(({ name, version, outcomes }) => {
      const { errors, errorLines } = outcomes;
      const failed = Math.max(errors, errorLines);
      // The log may be there before the metric of the same invocation.
      const invocations = Math.max(outcomes.invocations, failed);
      if (failed === 0 || failed * 100 <= failedPercent * invocations) return [];
      return [
        `version ${version} of ${name} failed ${failed} of ${invocations} invocations, more than ${failedPercent} %`,
      ];
    }),
  ];
}
