import {
  type CloudWatchClient,
  type MetricDataResult,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
import { alarmNameOf } from "@stagecraft/diagram/dashboard/alarm-name-of";
import type {
  AlarmState,
  DashboardData,
  Series,
} from "@stagecraft/diagram/dashboard/dashboard-data";
import type {
  DashboardBody,
  MetricWidget,
} from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { mapInOrder } from "../access/map-in-order.ts";
import { DashboardError } from "./dashboard-error.ts";
import { type TimeRange, type WidgetQuery, widgetQueries } from "./widget-queries.ts";

export type ReadDashboard = {
  readonly data: DashboardData;
  /** What is missing in it, and why, a sentence each. */
  readonly notes: readonly string[];
};

/** Where the values are read, and of which time. */
export type DashboardSource = {
  readonly cloudwatch: CloudWatchClient;
  readonly region: string;
  readonly range: TimeRange;
};

/** The most names in one call: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html */
const alarmsPerCall = 100;

/**
 * The values of every metric widget and the states of every alarm widget.
 * @throws DashboardError naming the widget whose values CloudWatch does not give
 */
export async function readDashboardData(
  { widgets }: DashboardBody,
  { cloudwatch, region, range }: DashboardSource,
): Promise<ReadDashboard> {
  const notes: string[] = [];
  const series = await mapInOrder([...widgets.entries()], async ([index, widget]) => {
    if (widget.type !== "metric" || widget.metrics.length === 0) return [index, []] as const;
    const title = widget.title || `widget ${index + 1}`;
    if (widget.region !== region) {
      notes.push(
        `${title}: no data: its metrics are in ${widget.region}, and only those in ${region} are read`,
      );
      return [index, []] as const;
    }
    return [index, await readSeries(widget, title, { cloudwatch, range })] as const;
  });
  const arns = widgets.flatMap((widget) => (widget.type === "alarm" ? widget.alarmArns : []));
  const alarms = await readAlarmStates(arns, cloudwatch);
  return { data: { ...range, series: new Map(series), alarms }, notes };
}

async function readSeries(
  widget: MetricWidget,
  title: string,
  { cloudwatch, range }: Pick<DashboardSource, "cloudwatch" | "range">,
): Promise<readonly Series[]> {
  const queries = widgetQueries(widget, range);
  try {
    return seriesOf(widget, queries, await getMetricData(queries, cloudwatch, range));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new DashboardError(
      `CloudWatch does not give the values of the widget "${title}": ${error.name}: ${error.message}\nIf it refuses a statistic or an expression, correct the widget in the program. docs/fidelity.md says which the local stage does not serve.`,
      { cause: error },
    );
  }
}

async function getMetricData(
  queries: readonly WidgetQuery[],
  client: CloudWatchClient,
  { startMs, endMs }: TimeRange,
): Promise<readonly MetricDataResult[]> {
  const results: MetricDataResult[] = [];
  const pages = paginateGetMetricData(
    { client },
    {
      MetricDataQueries: queries.map(({ query }) => query),
      StartTime: new Date(startMs),
      EndTime: new Date(endMs),
      ScanBy: "TimestampAscending",
    },
  );
  for await (const { MetricDataResults = [] } of pages) results.push(...MetricDataResults);
  return results;
}

/** A series may be in several pages. A search gives several series for one query, which differ in their labels. */
function seriesOf(
  widget: MetricWidget,
  queries: readonly WidgetQuery[],
  results: readonly MetricDataResult[],
): readonly Series[] {
  return queries.flatMap(({ metric, query }): Series[] => {
    const own = Map.groupBy(
      results.filter(({ Id }) => Id === query.Id),
      ({ Label }) => Label ?? "",
    );
    const isLabelComputed = own.size > 1 || widget.metrics[metric]?.label?.includes("${");
    return [...own].map(([label, parts]) => ({
      metric,
      ...(isLabelComputed ? { label } : {}),
      points: parts.flatMap(({ Timestamps = [], Values = [] }) =>
        Timestamps.map((time, index) => ({ timeMs: time.getTime(), value: Values[index] ?? 0 })),
      ),
    }));
  });
}

async function readAlarmStates(
  arns: readonly string[],
  client: CloudWatchClient,
): Promise<ReadonlyMap<string, AlarmState>> {
  const states = new Map<string, AlarmState>();
  const names = [...new Set(arns.map(alarmNameOf))];
  for (let from = 0; from < names.length; from += alarmsPerCall) {
    const AlarmNames = names.slice(from, from + alarmsPerCall);
    const AlarmTypes = ["MetricAlarm" as const, "CompositeAlarm" as const];
    for await (const page of paginateDescribeAlarms({ client }, { AlarmNames, AlarmTypes })) {
      for (const { AlarmArn, StateValue } of [
        ...(page.MetricAlarms ?? []),
        ...(page.CompositeAlarms ?? []),
      ]) {
        if (AlarmArn && StateValue) states.set(AlarmArn, StateValue);
      }
    }
  }
  return states;
}
