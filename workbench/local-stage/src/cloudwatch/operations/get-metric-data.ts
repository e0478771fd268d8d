import { quotas } from "@stagecraft/plan/quotas";
import { notImplemented } from "../../common/not-implemented.ts";
import type { Operation } from "../../common/operation.ts";
import { type Fields, readFields, readInteger, readString } from "../../endpoint/read-fields.ts";
import { createBands, readSeries } from "../anomaly-detection/create-bands.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { invalidParameterValue, missingParameter } from "../cloudwatch-error.ts";
import { evaluateQueries, type MathQuery } from "../metric-math/evaluate-queries.ts";
import { kindNames, type MathValue } from "../metric-math/math-value.ts";
import { idsIn, parseExpression } from "../metric-math/parse-expression.ts";
import type { TimeSeries } from "../metric-math/time-series.ts";
import { metricOperation } from "../metric-operation.ts";
import type { MetricStatistic } from "../metric-statistic.ts";
import { readPeriodMs } from "../read-period.ts";
import { readRange, type TimeRange } from "../read-range.ts";
import {
  readDimensions,
  readList,
  readPageStart,
  readUnit,
  requireString,
} from "../read-request.ts";
import { statisticNamed } from "../statistic.ts";

const { queriesPerRequest, dataPointsPerRequest } = quotas.cloudwatch;

/** A query as it is answered. */
type Query = MathQuery<MetricStatistic> & {
  readonly label: string;
  readonly returned: boolean;
  /** The period of an expression, if it is given. */
  readonly ownPeriodMs: number | undefined;
};

/** One result: several results of a query have the same id. */
type Result = { readonly query: Query; readonly values: readonly (readonly [number, number])[] };

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export function getMetricData({ metrics, nowMs }: CloudwatchContext): Operation {
  function resultsOf(queries: readonly Query[], range: TimeRange): readonly Result[] {
    const bandOf = createBands(queries, metrics);
    /** By period: a metric that several queries use is read once. */
    const evaluations = new Map<number, (id: string) => MathValue>();

    function evaluationFor(periodMs: number) {
      const known = evaluations.get(periodMs);
      if (known) return known;
      const grid = { ...range, periodMs };
      const made = evaluateQueries(queries, {
        grid,
        seriesOf: (metric) => readSeries(metrics, metric, range.fromMs, range.toMs),
        band: (id, width) => bandOf(id, width, grid),
      });
      evaluations.set(periodMs, made);
      return made;
    }

    return queries
      .filter(({ returned }) => returned)
      .flatMap((query) => {
        const value = evaluationFor(periodOf(query, queries))(query.id);
        return seriesIn(value, query).map(({ values }) => ({ query, values: [...values] }));
      });
  }

  return metricOperation("GetMetricData", (fields) => {
    const queries = readQueries(fields);
    const range = readRange(fields, nowMs());
    const isAscending = readString(fields, "ScanBy") === "TimestampAscending";
    const page = readPage(fields);
    let position = 0;
    const results = resultsOf(queries, range).map(({ query, values }) => {
      const ordered = isAscending ? values : values.toReversed();
      const fromIndex = Math.max(0, page.from - position);
      const shown = ordered.slice(fromIndex, Math.max(0, page.end - position));
      position += ordered.length;
      const isPartial = fromIndex + shown.length < ordered.length;
      return {
        Id: query.id,
        Label: query.label,
        Timestamps: shown.map(([startMs]) => startMs / 1_000),
        Values: shown.map(([, value]) => value),
        StatusCode: isPartial ? "PartialData" : "Complete",
      };
    });
    return {
      MetricDataResults: results,
      Messages: [],
      ...(page.end < position && { NextToken: String(page.end) }),
    };
  });
}

/** The time series of a result: both sides of a band. */
function seriesIn(value: MathValue, query: Query): readonly TimeSeries[] {
  switch (value.kind) {
    case "series":
      return [value.series];
    case "list":
      return value.list;
    case "band":
      return [value.upper, value.lower];
    case "number":
      throw invalidParameterValue(
        `The expression ${query.id} must return a time series, not ${kindNames.number}.`,
      );
  }
}

/** The period of a query, which for an expression is that of its metrics. */
function periodOf(query: Query, queries: readonly Query[]): number {
  if (query.kind === "metric") return query.metric.periodMs;
  const periods = new Set(metricsOf(query, queries).map(({ metric }) => metric.periodMs));
  const [first = 60_000, ...others] = periods;
  if (others.length > 0 && query.ownPeriodMs === undefined) {
    throw notImplemented(
      `CloudWatch.GetMetricData with metrics of different periods in the expression ${query.expression.text}`,
    );
  }
  return query.ownPeriodMs ?? first;
}

/** The metrics that an expression uses, also through other expressions. */
function metricsOf(query: Query, queries: readonly Query[], seen = new Set<string>()) {
  const found: (Query & { readonly kind: "metric" })[] = [];
  if (seen.has(query.id)) return found;
  seen.add(query.id);
  if (query.kind === "metric") return [query];
  const ids = idsIn(query.expression);
  const usesAll = /\bMETRICS\s*\(/.test(query.expression.text);
  for (const each of queries) {
    const isUsed = ids.includes(each.id) || (usesAll && each.kind === "metric");
    if (isUsed) found.push(...metricsOf(each, queries, seen));
  }
  return found;
}

/** Which data points of all results together are in this answer. */
function readPage(fields: Fields): { readonly from: number; readonly end: number } {
  const from = readPageStart(fields);
  const most = readInteger(fields, "MaxDatapoints") ?? dataPointsPerRequest.value;
  if (most < 1 || most > dataPointsPerRequest.value) {
    throw invalidParameterValue(
      `The value ${most} for parameter MaxDatapoints must be between 1 and ${dataPointsPerRequest.value}.`,
    );
  }
  return { from, end: from + most };
}

function readQueries(fields: Fields): readonly Query[] {
  const given = readList(fields, "MetricDataQueries");
  if (given.length === 0) throw missingParameter("MetricDataQueries");
  if (given.length > queriesPerRequest.value) {
    throw invalidParameterValue(
      `The collection MetricDataQueries must not have a size greater than ${queriesPerRequest.value}.`,
    );
  }
  const queries = given.map((each) => readQuery(readFields(each, "MetricDataQueries")));
  const ids = new Set(queries.map(({ id }) => id));
  if (ids.size < queries.length) {
    throw invalidParameterValue("The values for parameter Id in MetricDataQueries are not unique.");
  }
  return queries;
}

function readQuery(fields: Fields): Query {
  const id = requireString(fields, "Id");
  if (!/^[a-z]\w*$/.test(id)) {
    throw invalidParameterValue(`The value ${id} for parameter Id must begin with a small letter.`);
  }
  const label = readString(fields, "Label");
  const returned = fields.ReturnData !== false;
  const expression = readString(fields, "Expression");
  if (expression !== undefined) {
    return {
      id,
      kind: "expression",
      expression: parseExpression(expression),
      label: label ?? id,
      returned,
      ownPeriodMs: fields.Period === undefined ? undefined : readPeriodMs(fields, "GetMetricData"),
    };
  }
  if (fields.MetricStat === undefined) throw missingParameter(`MetricStat of ${id}`);
  const stat = readFields(fields.MetricStat, "MetricStat");
  const metric = readFields(stat.Metric, "Metric");
  const name = requireString(metric, "MetricName");
  return {
    id,
    kind: "metric",
    metric: {
      selector: {
        namespace: requireString(metric, "Namespace"),
        name,
        dimensions: readDimensions(metric),
        unit: readUnit(stat),
      },
      periodMs: readPeriodMs(stat, "GetMetricData"),
      statistic: statisticNamed(requireString(stat, "Stat"), "GetMetricData"),
    },
    label: label ?? name,
    returned,
    ownPeriodMs: undefined,
  };
}
