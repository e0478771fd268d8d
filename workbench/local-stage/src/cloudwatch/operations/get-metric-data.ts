import { quotas } from "@stagecraft/plan/quotas";
import { notImplemented } from "../../common/not-implemented.ts";
import type { Operation } from "../../common/operation.ts";
import { type Fields, readFields, readInteger, readString } from "../../endpoint/read-fields.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { invalidParameterValue, missingParameter } from "../cloudwatch-error.ts";
import { combinePeriods } from "../combine-periods.ts";
import { metricOperation } from "../metric-operation.ts";
import type { MetricSelector } from "../metric-store.ts";
import { periodStartMs } from "../period-start.ts";
import { readPeriodMs } from "../read-period.ts";
import { readRange, type TimeRange } from "../read-range.ts";
import {
  readDimensions,
  readList,
  readPageStart,
  readUnit,
  requireString,
} from "../read-request.ts";
import { type Statistic, statisticNamed } from "../statistic.ts";

const { queriesPerRequest, dataPointsPerRequest } = quotas.cloudwatch;

type Query = {
  readonly id: string;
  readonly label: string;
  readonly selector: MetricSelector;
  readonly periodMs: number;
  readonly statistic: Statistic;
  readonly returned: boolean;
};

type Value = { readonly startMs: number; readonly value: number };

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export function getMetricData({ metrics, nowMs }: CloudwatchContext): Operation {
  function valuesOf({ selector, periodMs, statistic }: Query, range: TimeRange): readonly Value[] {
    const fromMs = periodStartMs(range.fromMs, periodMs);
    const combined = combinePeriods(metrics.read(selector, fromMs, range.toMs), periodMs);
    return [...combined].flatMap(([startMs, point]) => {
      const value = statistic(point);
      return value === undefined ? [] : [{ startMs, value }];
    });
  }

  return metricOperation("GetMetricData", (fields) => {
    const queries = readQueries(fields);
    const range = readRange(fields, nowMs());
    const isAscending = readString(fields, "ScanBy") === "TimestampAscending";
    const page = readPage(fields);
    let position = 0;
    const results = queries.flatMap((query) => {
      if (!query.returned) return [];
      const values = valuesOf(query, range);
      const ordered = isAscending ? values : values.toReversed();
      const fromIndex = Math.max(0, page.from - position);
      const shown = ordered.slice(fromIndex, Math.max(0, page.end - position));
      position += ordered.length;
      const isPartial = fromIndex + shown.length < ordered.length;
      return {
        Id: query.id,
        Label: query.label,
        Timestamps: shown.map(({ startMs }) => startMs / 1_000),
        Values: shown.map(({ value }) => value),
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
  const expression = readString(fields, "Expression");
  if (expression !== undefined) {
    throw notImplemented(`CloudWatch.GetMetricData with the expression ${expression}`);
  }
  if (fields.MetricStat === undefined) throw missingParameter(`MetricStat of ${id}`);
  const stat = readFields(fields.MetricStat, "MetricStat");
  const metric = readFields(stat.Metric, "Metric");
  const name = requireString(metric, "MetricName");
  return {
    id,
    label: readString(fields, "Label") ?? name,
    selector: {
      namespace: requireString(metric, "Namespace"),
      name,
      dimensions: readDimensions(metric),
      unit: readUnit(stat),
    },
    periodMs: readPeriodMs(stat, "GetMetricData"),
    statistic: statisticNamed(requireString(stat, "Stat"), "GetMetricData"),
    returned: fields.ReturnData !== false,
  };
}
