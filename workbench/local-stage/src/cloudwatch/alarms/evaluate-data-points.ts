import type { MissingDataTreatment } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import type { AlarmState } from "./alarm-state.ts";

/** One period of the evaluation range. Without a verdict its data point is missing. */
export type EvaluatedPeriod = {
  readonly startMs: number;
  readonly isBreaching?: boolean;
};

/** What an evaluation looked at, and the state that follows. */
export type Evaluation<Period extends EvaluatedPeriod> = {
  /** Undefined: the alarm keeps its state. */
  readonly state: AlarmState | undefined;
  /** The data points that were evaluated, the newest first. */
  readonly evaluated: readonly Period[];
  /** How many data points the treatment of missing data had to fill in. */
  readonly filledCount: number;
};

/**
 * So many periods before the evaluation periods are also read, in case some data points are missing. AWS's example has an evaluation
 * range of 5 for 3 evaluation periods; it documents no other figure.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export const extraPeriods = 2;

/**
 * Decides as CloudWatch does: on the newest real data points if there are enough of them in the range; otherwise on all real ones
 * and, as few as possible, missing ones.
 * @param range the periods of the evaluation range, the newest first
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
export function evaluateDataPoints<Period extends EvaluatedPeriod>(
  range: readonly Period[],
  {
    evaluationPeriods,
    datapointsToAlarm = evaluationPeriods,
    treatMissingData,
  }: {
    readonly evaluationPeriods: number;
    readonly datapointsToAlarm?: number;
    readonly treatMissingData: MissingDataTreatment;
  },
): Evaluation<Period> {
  const real = range.filter(({ isBreaching }) => isBreaching !== undefined);
  const evaluated = real.slice(0, evaluationPeriods);
  const filledCount = evaluationPeriods - evaluated.length;
  const breachingCount = evaluated.filter(({ isBreaching }) => isBreaching).length;
  return { state: decide(), evaluated, filledCount };

  function decide(): AlarmState | undefined {
    if (breachingCount >= datapointsToAlarm) return "ALARM";
    if (filledCount === 0 || treatMissingData === "notBreaching") return "OK";
    if (treatMissingData === "breaching") {
      return breachingCount + filledCount >= datapointsToAlarm ? "ALARM" : "OK";
    }
    if (breachingCount < evaluated.length) return "OK";
    if (treatMissingData === "ignore") return undefined;
    if (evaluated.length === 0) return "INSUFFICIENT_DATA";
    // All real data points are breaching: an alarm only when the oldest is old enough, to avoid a premature one.
    const oldest = evaluated.at(-1);
    const isOldEnough = oldest !== undefined && range.indexOf(oldest) + 1 >= datapointsToAlarm;
    return isOldEnough ? "ALARM" : undefined;
  }
}
