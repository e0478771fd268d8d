import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";

/** The metrics of EventBridge Scheduler that the stage puts. */
export type ScheduleMetric =
  | "InvocationAttemptCount"
  | "InvocationThrottleCount"
  | "TargetErrorCount"
  | "InvocationDroppedCount"
  | "InvocationsSentToDeadLetterCount"
  | "InvocationsFailedToBeSentToDeadLetterCount";

/**
 * Counts one for the schedule's group: AWS has no metric of one schedule.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/monitoring-cloudwatch.html
 */
export function putScheduleMetric(
  metrics: MetricSink,
  { group }: ScheduleDefinition,
  name: ScheduleMetric,
): void {
  const dimensions = { ScheduleGroup: group };
  metrics.put({ namespace: "AWS/Scheduler", name, unit: "Count", dimensions }, 1);
}
