import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { watchedMetrics } from "@stagecraft/plan/resources/cloudwatch/watched-metrics";
import type { AlarmState } from "./alarm-state.ts";
import { evaluateDataPoints } from "./evaluate-data-points.ts";
import { hasTooFewSamples } from "./has-too-few-samples.ts";
import { type AlarmPeriod, stateReason, stateReasonData } from "./state-reason.ts";

/** A state with the reason for it. */
export type NewState = {
  readonly state: AlarmState;
  readonly reason: string;
  /** JSON. */
  readonly reasonData?: string;
};

/**
 * The state that a metric alarm goes into; undefined when it keeps its state.
 * @param range the periods of its evaluation range, the newest first
 */
export function evaluateMetricAlarm(
  definition: MetricAlarmDefinition,
  from: AlarmState,
  range: readonly AlarmPeriod[],
  nowMs: number,
): NewState | undefined {
  const alarm = { ...definition, treatMissingData: treatmentOf(definition) };
  const evaluation = evaluateDataPoints(range, alarm);
  const { state, evaluated } = evaluation;
  if (state === undefined || state === from || hasTooFewSamples(alarm, evaluated)) return undefined;
  const input = { alarm, from, state, evaluation, range };
  return { state, reason: stateReason(input), reasonData: stateReasonData(input, nowMs) };
}

/**
 * Alarms on metrics of DynamoDB ignore missing data, whatever is set.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
function treatmentOf(definition: MetricAlarmDefinition) {
  const isOnDynamodb = watchedMetrics(definition).some(
    ({ namespace }) => namespace === "AWS/DynamoDB",
  );
  return isOnDynamodb ? "ignore" : definition.treatMissingData;
}
