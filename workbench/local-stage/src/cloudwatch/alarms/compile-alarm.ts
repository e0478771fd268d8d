import type {
  AlarmMetric,
  AlarmQuery,
  MetricAlarmDefinition,
} from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { notImplemented } from "../../common/not-implemented.ts";
import { invalidParameterCombination, invalidParameterValue } from "../cloudwatch-error.ts";
import { isMetricUnit } from "../metric.ts";
import { evaluateQueries, type MathQuery } from "../metric-math/evaluate-queries.ts";
import { kindNames } from "../metric-math/math-value.ts";
import { parseExpression } from "../metric-math/parse-expression.ts";
import type { MetricStatistic } from "../metric-statistic.ts";
import { statisticNamed } from "../statistic.ts";

/** A metric alarm that is ready to be evaluated. */
export type CompiledAlarm = {
  readonly definition: MetricAlarmDefinition;
  readonly periodMs: number;
  readonly queries: readonly MathQuery<MetricStatistic>[];
  /** The query whose values are compared. */
  readonly watchedId: string;
  /** The query with the band, if it is an alarm on a band. */
  readonly bandId: string | undefined;
};

/** The id of the only query of an alarm on one metric. */
const onlyId = "metric";

/**
 * Checks an alarm and parses its expressions.
 * @throws AwsError for what CloudWatch refuses, and "not implemented here" for what is valid there
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
export function compileAlarm(definition: MetricAlarmDefinition): CompiledAlarm {
  const { watched, thresholdMetricId } = definition;
  const given: readonly AlarmQuery[] =
    watched.kind === "metric"
      ? [{ id: onlyId, kind: "metric", metric: watched.metric, returnData: true }]
      : watched.queries;
  const queries = given.map(compileQuery);
  const candidates = given.flatMap(({ id, returnData }) =>
    returnData && id !== thresholdMetricId ? [id] : [],
  );
  const [watchedId] = candidates;
  if (watchedId === undefined || candidates.length > 1) {
    throw invalidParameterCombination(
      "Exactly one of the metrics must have ReturnData set to true, besides the one with the threshold.",
    );
  }
  if ((definition.threshold === undefined) === (thresholdMetricId === undefined)) {
    throw invalidParameterCombination(
      "Exactly one of Threshold and ThresholdMetricId must be specified.",
    );
  }
  const alarm = {
    definition,
    periodMs: periodOf(given),
    queries,
    watchedId,
    bandId: thresholdMetricId,
  };
  evaluateWithoutData(alarm);
  return alarm;
}

function compileQuery(query: AlarmQuery): MathQuery<MetricStatistic> {
  const { id, accountId } = query;
  if (accountId !== undefined) throw notImplemented(`an alarm on the account ${accountId}`);
  if (query.kind === "metric") return { id, kind: "metric", metric: readMetric(query.metric) };
  return { id, kind: "expression", expression: parseExpression(query.expression) };
}

function readMetric(metric: AlarmMetric): MetricStatistic {
  const { namespace, metricName, dimensions, unit, periodSeconds } = metric;
  if (unit !== undefined && !isMetricUnit(unit)) {
    throw invalidParameterValue(`The value ${unit} for parameter Unit is invalid.`);
  }
  if (periodSeconds % 60 !== 0) {
    throw notImplemented(`an alarm with a period of ${periodSeconds} seconds`);
  }
  return {
    selector: { namespace, name: metricName, dimensions, unit },
    periodMs: periodSeconds * 1_000,
    statistic: statisticNamed(metric.statistic, "PutMetricAlarm"),
  };
}

/** The period of all queries. An expression need not have one. */
function periodOf(given: readonly AlarmQuery[]): number {
  const periods = given.map((query) =>
    query.kind === "metric" ? query.metric.periodSeconds : query.periodSeconds,
  );
  const [first = 60, ...others] = new Set(periods.filter((period) => period !== undefined));
  if (others.length > 0) throw notImplemented("an alarm on queries with different periods");
  return first * 1_000;
}

/** Finds references to missing ids, and operands that a function does not take. */
function evaluateWithoutData({ queries, watchedId, bandId, periodMs }: CompiledAlarm) {
  const empty = { periodMs, values: new Map<number, number>() };
  const resultOf = evaluateQueries(queries, {
    grid: { fromMs: 0, toMs: 0, periodMs },
    seriesOf: () => empty,
    band: () => ({ kind: "band", lower: empty, upper: empty }),
  });
  const watched = resultOf(watchedId);
  if (watched.kind !== "series" && !isOneSeries(watched)) {
    throw invalidParameterValue(
      `The watched expression ${watchedId} must be a single time series, not ${kindNames[watched.kind]}.`,
    );
  }
  if (bandId !== undefined && resultOf(bandId).kind !== "band") {
    throw invalidParameterValue(
      `The expression ${bandId}, which ThresholdMetricId names, must be an ANOMALY_DETECTION_BAND.`,
    );
  }
}

function isOneSeries(value: ReturnType<ReturnType<typeof evaluateQueries>>): boolean {
  return value.kind === "list" && value.list.length === 1;
}
