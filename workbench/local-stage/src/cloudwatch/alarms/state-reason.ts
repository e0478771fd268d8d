import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import type { AlarmState } from "./alarm-state.ts";
import { comparisonWords, type Threshold } from "./compare-with-threshold.ts";
import type { Evaluation } from "./evaluate-data-points.ts";
import { printDouble } from "./print-double.ts";
import { printShortTime, printTime } from "./print-time.ts";

/** One data point of an alarm with what it was compared with. Without a value it is missing. */
export type AlarmPeriod = {
  readonly startMs: number;
  readonly value?: number;
  readonly sampleCount?: number;
  readonly threshold?: Threshold;
  readonly isBreaching?: boolean;
};

type ReasonInput = {
  readonly alarm: MetricAlarmDefinition;
  readonly from: AlarmState;
  readonly state: AlarmState;
  readonly evaluation: Evaluation<AlarmPeriod>;
  /** All periods of the evaluation range, the newest first. */
  readonly range: readonly AlarmPeriod[];
};

const treatedAs = {
  breaching: "[Breaching]",
  notBreaching: "[NonBreaching]",
  missing: "[Missing]",
  ignore: "[Ignored]",
};

/**
 * Why an alarm changed its state, in CloudWatch's words as they are published in examples.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export function stateReason({ alarm, from, state, evaluation }: ReasonInput): string {
  const { evaluated, filledCount } = evaluation;
  const { evaluationPeriods, datapointsToAlarm = evaluationPeriods } = alarm;
  if (state === "INSUFFICIENT_DATA") {
    return `Insufficient Data: ${count(evaluationPeriods, "datapoint")} ${were(evaluationPeriods)} unknown.`;
  }
  const crossed = alarm.thresholdMetricId === undefined ? "Threshold" : "Thresholds";
  const filled = `${count(filledCount, "missing datapoint")} ${were(filledCount)} treated as ${treatedAs[alarm.treatMissingData]}`;
  if (evaluated.length === 0) {
    return `${crossed} Crossed: no datapoints were received for ${count(evaluationPeriods, "period")} and ${filled}.`;
  }
  const deciding = evaluated.filter((each) => each.isBreaching === (state === "ALARM"));
  const told = deciding.length > 0 ? deciding : evaluated;
  const values = told.map(
    ({ value = Number.NaN, startMs }) => `${printDouble(value)} (${printShortTime(startMs)})`,
  );
  const verdict = `[${values.join(", ")}] ${were(told.length)} ${told === deciding && state === "OK" ? "not " : ""}${comparedWith(alarm, told)}`;
  if (filledCount > 0) {
    return `${crossed} Crossed: ${count(told.length, "datapoint")} ${verdict} and ${filled}.`;
  }
  if (from === "INSUFFICIENT_DATA") {
    return `${crossed} Crossed: ${count(told.length, "datapoint")} ${verdict}.`;
  }
  const needed = state === "ALARM" ? datapointsToAlarm : evaluationPeriods - datapointsToAlarm + 1;
  const transition = state === "ALARM" ? "OK -> ALARM" : "ALARM -> OK";
  return `${crossed} Crossed: ${told.length} out of the last ${evaluated.length} datapoints ${verdict} (minimum ${count(needed, "datapoint")} for ${transition} transition).`;
}

/** The JSON text with the data of a metric alarm's state. */
export function stateReasonData({ alarm, evaluation, range }: ReasonInput, nowMs: number): string {
  const { watched } = alarm;
  const metric = watched.kind === "metric" ? watched.metric : undefined;
  const { evaluated } = evaluation;
  const shown = evaluated.length > 0 ? evaluated : range.slice(0, alarm.evaluationPeriods);
  const oldest = evaluated.at(-1);
  return JSON.stringify({
    version: "1.0",
    queryDate: printTime(nowMs),
    ...(oldest && { startDate: printTime(oldest.startMs) }),
    ...(metric && { statistic: metric.statistic, period: metric.periodSeconds }),
    ...(metric?.unit !== undefined && { unit: metric.unit }),
    recentDatapoints: evaluated.map(({ value }) => value).toReversed(),
    ...thresholdData(alarm, evaluated),
    evaluatedDatapoints: shown.map(({ startMs, sampleCount, value }) => ({
      timestamp: printTime(startMs),
      sampleCount,
      value,
    })),
  });
}

function thresholdData(alarm: MetricAlarmDefinition, evaluated: readonly AlarmPeriod[]) {
  if (alarm.thresholdMetricId === undefined) return { threshold: alarm.threshold };
  const bands = evaluated.flatMap(({ threshold }) =>
    typeof threshold === "object" ? [threshold] : [],
  );
  return {
    ...(alarm.comparisonOperator !== "GreaterThanUpperThreshold" && {
      recentLowerThresholds: bands.map(({ lower }) => lower).toReversed(),
    }),
    ...(alarm.comparisonOperator !== "LessThanLowerThreshold" && {
      recentUpperThresholds: bands.map(({ upper }) => upper).toReversed(),
    }),
  };
}

function comparedWith(alarm: MetricAlarmDefinition, told: readonly AlarmPeriod[]): string {
  const words = comparisonWords(alarm.comparisonOperator);
  if (words !== "") return `${words} the threshold (${printDouble(alarm.threshold ?? 0)})`;
  const thresholds = (side: "lower" | "upper") =>
    told.flatMap(({ threshold }) =>
      typeof threshold === "object" ? [printDouble(threshold[side])] : [],
    );
  const lower = `less than the lower thresholds [${thresholds("lower").join(", ")}]`;
  const upper = `greater than the upper thresholds [${thresholds("upper").join(", ")}]`;
  if (alarm.comparisonOperator === "LessThanLowerThreshold") return lower;
  if (alarm.comparisonOperator === "GreaterThanUpperThreshold") return upper;
  return `${lower} or ${upper}`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function were(number: number): string {
  return number === 1 ? "was" : "were";
}
