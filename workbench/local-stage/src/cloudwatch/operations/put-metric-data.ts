import { quotas } from "@stagecraft/plan/quotas";
import { notImplemented } from "../../common/not-implemented.ts";
import type { Operation } from "../../common/operation.ts";
import { type Fields, readFields, readInteger } from "../../endpoint/read-fields.ts";
import { isAcceptedTime } from "../accepted-time.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import {
  invalidParameterCombination,
  invalidParameterValue,
  missingParameter,
} from "../cloudwatch-error.ts";
import { addStatistics, addValue, type DataPoint, emptyDataPoint } from "../data-point.ts";
import type { Metric } from "../metric.ts";
import { metricOperation } from "../metric-operation.ts";
import {
  readDimensions,
  readList,
  readNumber,
  readTimeMs,
  readUnit,
  requireString,
} from "../read-request.ts";

const { metricsPerRequest, valuesPerMetric, dimensionsPerMetric } = quotas.cloudwatch;
const largestValue = 2 ** 360;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html */
export function putMetricData({ metrics, nowMs }: CloudwatchContext): Operation {
  function run(fields: Fields) {
    const namespace = readNamespace(fields);
    if (fields.EntityMetricData !== undefined) {
      throw notImplemented("CloudWatch.PutMetricData with EntityMetricData");
    }
    const data = readList(fields, "MetricData");
    if (data.length === 0) throw missingParameter("MetricData");
    if (data.length > metricsPerRequest.value) {
      throw invalidParameterValue(
        `The collection MetricData must not have a size greater than ${metricsPerRequest.value}.`,
      );
    }
    // All are checked before the first is stored.
    const read = data.map((each) => readDatum(readFields(each, "MetricData"), namespace, nowMs()));
    for (const { metric, point, atMs } of read) metrics.add(metric, point, atMs);
    return {};
  }
  return metricOperation("PutMetricData", run, (fields) => ({
    "cloudwatch:namespace": readNamespace(fields),
  }));
}

function readNamespace(fields: Fields): string {
  const namespace = requireString(fields, "Namespace");
  if (namespace.startsWith("AWS/") || namespace.startsWith(":") || namespace.length > 255) {
    throw invalidParameterValue(`The value ${namespace} for parameter Namespace is invalid.`);
  }
  return namespace;
}

function readDatum(fields: Fields, namespace: string, nowMs: number) {
  const name = requireString(fields, "MetricName");
  const dimensions = readDimensions(fields, dimensionsPerMetric.value);
  const metric: Metric = { namespace, name, dimensions, unit: readUnit(fields) ?? "None" };
  const atMs = readTimeMs(fields, "Timestamp") ?? nowMs;
  if (!isAcceptedTime(atMs, nowMs)) {
    throw invalidParameterValue(
      `The parameter Timestamp of ${name} must specify a time within the past two weeks, or up to two hours ahead.`,
    );
  }
  const resolution = readInteger(fields, "StorageResolution") ?? 60;
  if (resolution !== 60 && resolution !== 1) {
    throw invalidParameterValue(
      `The value ${resolution} for parameter StorageResolution is invalid. Valid values are 1 and 60.`,
    );
  }
  return { metric, atMs, point: readPoint(fields, name) };
}

function readPoint(fields: Fields, name: string): DataPoint {
  const ways = ["Value", "Values", "StatisticValues"].filter(
    (way) => fields[way] !== undefined && fields[way] !== null,
  );
  if (ways.length !== 1) {
    throw invalidParameterCombination(
      `The metric ${name} must have exactly one of Value, Values and StatisticValues.`,
    );
  }
  const point = emptyDataPoint();
  const value = readNumber(fields, "Value");
  if (value !== undefined) addValue(point, checked(value));
  else if (ways[0] === "Values") addValues(point, fields);
  else addStatistics(point, readStatisticSet(readFields(fields.StatisticValues)));
  return point;
}

function addValues(point: DataPoint, fields: Fields) {
  const values = readList(fields, "Values");
  const counts = readList(fields, "Counts");
  if (values.length > valuesPerMetric.value) {
    throw invalidParameterValue(
      `The collection Values must not have a size greater than ${valuesPerMetric.value}.`,
    );
  }
  if (counts.length > 0 && counts.length !== values.length) {
    throw invalidParameterCombination("Values and Counts must have the same size.");
  }
  for (const [index, each] of values.entries()) {
    const value = readNumber({ Values: each }, "Values");
    const count = readNumber({ Counts: counts[index] ?? 1 }, "Counts");
    if (value === undefined || count === undefined) continue;
    if (count < 0) throw invalidParameterValue(`The count ${count} in Counts is negative.`);
    addValue(point, checked(value), count);
  }
}

function readStatisticSet(fields: Fields) {
  const required = (name: string) => {
    const value = readNumber(fields, name);
    if (value === undefined) throw missingParameter(`StatisticValues.${name}`);
    return checked(value);
  };
  return {
    count: required("SampleCount"),
    sum: required("Sum"),
    minimum: required("Minimum"),
    maximum: required("Maximum"),
  };
}

function checked(value: number): number {
  if (Math.abs(value) <= largestValue) return value;
  throw invalidParameterValue(`The value ${value} is not between -2^360 and 2^360.`);
}
