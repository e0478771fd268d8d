import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { VisibleError } from "@stagecraft/cli/visible-error";
import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";
import type { LogMetricFilterDefinition } from "@stagecraft/plan/resources/cloudwatch/log-metric-filter-definition";
import type {
  AlarmMetric,
  MetricAlarmDefinition,
} from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";
import { writesMetric } from "./writes-metric.ts";

/** Where the last drills are recorded, in a program's folder. */
export const drillRecordFile = "docs/runbooks/drills.json";

/** Which alarms have been seen to fire and to clear, by their logical names. */
export type DrillRecord = {
  readonly alarms: { readonly [logicalName: string]: DrilledAlarm };
};

export type DrilledAlarm = {
  /** The drill that made it fire. */
  readonly drill: string;
  /** `caused`: the condition was there; `injected`: only the metric's values were. */
  readonly how: "caused" | "injected";
  /** `alarmKind` of the alarm at that time. */
  readonly kind: string;
  /** `alarmDefinition` of the alarm at that time. */
  readonly definition: string;
};

/** @throws VisibleError for a file that is not JSON of that form. */
export async function readDrillRecord(root: string): Promise<DrillRecord | undefined> {
  let text: string;
  try {
    text = await readFile(join(root, drillRecordFile), "utf8");
  } catch {
    return undefined;
  }
  try {
    const record = JSON.parse(text) as DrillRecord;
    if (typeof record.alarms === "object" && record.alarms !== null) return record;
  } catch {
    // Said below.
  }
  throw new VisibleError(
    `${drillRecordFile} is no record of drills. Restore it, or write it again: npm run drill`,
  );
}

/** The same for two alarms that fire under the same conditions. Names of resources do not count: they differ between stages. */
export function alarmDefinition(alarm: MetricAlarmDefinition | CompositeAlarmDefinition): string {
  const conditions = "rule" in alarm ? compositeConditions(alarm) : metricConditions(alarm);
  return createHash("sha256").update(JSON.stringify(conditions)).digest("hex").slice(0, 12);
}

/** What an alarm reads, whatever the resource and the threshold: the same for the alarms on the errors of two functions. */
export function alarmKind(
  alarm: MetricAlarmDefinition | CompositeAlarmDefinition,
  filters: readonly LogMetricFilterDefinition[],
): string {
  if ("rule" in alarm) return "composite";
  const { watched } = alarm;
  const metricKind = (metric: AlarmMetric) => {
    const { metricName, dimensions, statistic } = metric;
    const filter = filters.find((each) => writesMetric(each, metric));
    const what = filter
      ? `${filter.transformation.value} of ${filter.pattern}`
      : `${metricName} by ${Object.keys(dimensions).toSorted().join(", ")}`;
    return `${statistic} of ${what}`;
  };
  if (watched.kind === "metric") return metricKind(watched.metric);
  return watched.queries
    .map(
      (query) =>
        `${query.id} = ${query.kind === "metric" ? metricKind(query.metric) : query.expression}`,
    )
    .join("; ");
}

function compositeConditions({
  name,
  logicalName,
  rule,
  actionsSuppressor,
}: CompositeAlarmDefinition) {
  const prefix = name.endsWith(logicalName) ? name.slice(0, -logicalName.length) : "";
  const { waitPeriodSeconds, extensionPeriodSeconds } = actionsSuppressor ?? {};
  return [rule.replaceAll(prefix, ""), waitPeriodSeconds, extensionPeriodSeconds];
}

function metricConditions(alarm: MetricAlarmDefinition) {
  const { watched } = alarm;
  return [
    alarm.comparisonOperator,
    alarm.evaluationPeriods,
    alarm.datapointsToAlarm,
    alarm.threshold,
    alarm.treatMissingData,
    alarm.lowSampleCountPercentiles,
    watched.kind === "metric"
      ? metricText(watched.metric)
      : watched.queries.map((query) =>
          query.kind === "metric"
            ? [query.id, metricText(query.metric)]
            : [query.id, query.expression],
        ),
  ];
}

function metricText({ metricName, dimensions, periodSeconds, statistic }: AlarmMetric) {
  return [metricName, Object.keys(dimensions).toSorted(), periodSeconds, statistic];
}
