import type { MetricIsAbout } from "./metric-is-about.ts";
import type { FiringAlarm } from "./read-alarms.ts";

/**
 * Whether an alarm that fires during a release leads back. A ticket does so only when it watches a released function: others may
 * fire for any reason, and can wait. Any page does so: while a person is woken, a release makes the cause harder to find. An alarm
 * without a severity is taken for a page.
 * @param released the physical names of the released functions
 */
export function countsAgainst(
  { severity, metrics }: FiringAlarm,
  released: readonly string[],
  isAbout: MetricIsAbout,
): boolean {
  if (severity !== "ticket") return true;
  return metrics.some((metric) => released.some((functionName) => isAbout(metric, functionName)));
}
