import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import type { AlarmPeriod } from "./state-reason.ts";

/**
 * Whether the alarm is on a percentile, is set to ignore too few samples, and one of the evaluated data points has too few: fewer
 * than 10 / (1 - percentile) for a percentile from 0.5 on, fewer than 10 / percentile below. Then the alarm keeps its state.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/percentiles-with-low-samples.html
 */
export function hasTooFewSamples(
  { lowSampleCountPercentiles, watched }: MetricAlarmDefinition,
  evaluated: readonly AlarmPeriod[],
): boolean {
  if (lowSampleCountPercentiles !== "ignore" || watched.kind !== "metric") return false;
  const [, percent] = /^p(\d.*)$/.exec(watched.metric.statistic) ?? [];
  if (percent === undefined) return false;
  // In per cent, since 1 - 0.9 is not exactly 0.1.
  const side = Number(percent) >= 50 ? 100 - Number(percent) : Number(percent);
  const fewest = 1_000 / side;
  return evaluated.some(({ sampleCount = 0 }) => sampleCount < fewest);
}
