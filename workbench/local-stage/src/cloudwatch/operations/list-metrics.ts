import { quotas } from "@stagecraft/plan/quotas";
import { notImplemented } from "../../common/not-implemented.ts";
import type { Operation } from "../../common/operation.ts";
import { type Fields, readFields, readString } from "../../endpoint/read-fields.ts";
import type { CloudwatchContext } from "../cloudwatch-context.ts";
import { invalidParameterValue } from "../cloudwatch-error.ts";
import { dimensionsKey, type Metric } from "../metric.ts";
import { metricOperation } from "../metric-operation.ts";
import { readList, readPageStart, requireString } from "../read-request.ts";

const { metricsPerList } = quotas.cloudwatch;
const hourMs = 60 * 60_000;

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export function listMetrics({ metrics, nowMs }: CloudwatchContext): Operation {
  return metricOperation("ListMetrics", (fields) => {
    if (fields.IncludeLinkedAccounts === true || fields.OwningAccount !== undefined) {
      throw notImplemented("CloudWatch.ListMetrics of other accounts");
    }
    const from = readPageStart(fields);
    const active = metrics.activeSince(nowMs() - readActiveMs(fields));
    const found = withoutUnits(active.filter(filterOf(fields)));
    const end = from + metricsPerList.value;
    return {
      Metrics: found.slice(from, end).map(({ namespace, name, dimensions }) => ({
        Namespace: namespace,
        MetricName: name,
        Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
      })),
      ...(end < found.length && { NextToken: String(end) }),
    };
  });
}

/** Metrics without data in the past two weeks are not listed. */
function readActiveMs(fields: Fields): number {
  const recently = readString(fields, "RecentlyActive");
  if (recently === undefined) return 14 * 24 * hourMs;
  if (recently === "PT3H") return 3 * hourMs;
  throw invalidParameterValue(`The value ${recently} for parameter RecentlyActive is invalid.`);
}

function filterOf(fields: Fields): (metric: Metric) => boolean {
  const wantedNamespace = readString(fields, "Namespace");
  const wantedName = readString(fields, "MetricName");
  const wanted = readList(fields, "Dimensions").map((each) => {
    const dimension = readFields(each, "Dimensions");
    return { name: requireString(dimension, "Name"), value: readString(dimension, "Value") };
  });
  return ({ namespace, name, dimensions }) =>
    (wantedNamespace ?? namespace) === namespace &&
    (wantedName ?? name) === name &&
    wanted.every(
      (each) =>
        Object.hasOwn(dimensions, each.name) &&
        (each.value ?? dimensions[each.name]) === dimensions[each.name],
    );
}

/** A metric that has values in several units is listed once. */
function withoutUnits(metrics: readonly Metric[]): readonly Metric[] {
  const byName = Map.groupBy(metrics, ({ namespace, name, dimensions }) =>
    JSON.stringify([namespace, name, dimensionsKey(dimensions)]),
  );
  return [...byName.values()].flatMap(([first]) => first ?? []);
}
