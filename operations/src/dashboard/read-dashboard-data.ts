import {
  type CloudWatchClient,
  type MetricDataResult,
  paginateDescribeAlarms,
  paginateGetMetricData,
} from "@aws-sdk/client-cloudwatch";
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
import { computeSeries } from "./compute-series.ts";
import { refusalOf } from "./refusal-of.ts";
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
 * The values of every metric widget and the states of every alarm widget. CloudWatch computes the expressions; where an endpoint refuses
 * them, those of simple arithmetic are computed here.
 */
export async function readDashboardData(
  { widgets }: DashboardBody,
  { cloudwatch, region, range }: DashboardSource,
): Promise<ReadDashboard> {
  const notes: string[] = [];
  const series = await mapInOrder([...widgets.entries()], async ([index, widget]) => {
    if (widget.type !== "metric" || widget.metrics.length === 0) return [index, []] as const;
    const note = (text: string) => notes.push(`${widget.title || `widget ${index + 1}`}: ${text}`);
    if (widget.region !== region) {
      note(`no data: its metrics are in ${widget.region}, and only those in ${region} are read`);
      return [index, []] as const;
    }
    return [index, await readSeries(widget, cloudwatch, range, note)] as const;
  });
  const arns = widgets.flatMap((widget) => (widget.type === "alarm" ? widget.alarmArns : []));
  const alarms = await readAlarms(arns, cloudwatch, (text) => notes.push(text));
  return { data: { ...range, series: new Map(series), alarms }, notes };
}

async function readSeries(
  widget: MetricWidget,
  cloudwatch: CloudWatchClient,
  range: TimeRange,
  note: (text: string) => void,
): Promise<readonly Series[]> {
  const queries = widgetQueries(widget, range);
  try {
    return seriesOf(widget, queries, await getMetricData(queries, cloudwatch, range));
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    const metrics = queries.filter(({ query }) => query.MetricStat);
    if (metrics.length === queries.length) {
      note(`no data: ${reason}`);
      return [];
    }
    return computedHere(widget, queries, { cloudwatch, range, note });
  }
}

/** With an expression among them all queries are refused: the metrics are read without it. */
async function computedHere(
  widget: MetricWidget,
  queries: readonly WidgetQuery[],
  {
    cloudwatch,
    range,
    note,
  }: {
    readonly cloudwatch: CloudWatchClient;
    readonly range: TimeRange;
    readonly note: (text: string) => void;
  },
): Promise<readonly Series[]> {
  // An expression may read a metric that is not shown.
  const metrics = queries.flatMap(({ metric, query }) =>
    query.MetricStat ? { metric, query: { ...query, ReturnData: true } } : [],
  );
  const read =
    metrics.length === 0
      ? []
      : seriesOf(widget, metrics, await getMetricData(metrics, cloudwatch, range));
  const { series, unknown } = computeSeries(queries, read);
  for (const expression of unknown) {
    note(`the stage computes no expressions, and "${expression}" is not computed here`);
  }
  return series.filter(({ metric }) => widget.metrics[metric]?.isVisible);
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

async function readAlarms(
  arns: readonly string[],
  client: CloudWatchClient,
  note: (text: string) => void,
): Promise<ReadonlyMap<string, AlarmState>> {
  const states = new Map<string, AlarmState>();
  const names = [...new Set(arns.map((arn) => arn.replace(/^.*:alarm:/, "")))];
  try {
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
  } catch (error) {
    const reason = refusalOf(error);
    if (reason === undefined) throw error;
    note(`the states of the alarms are not known: ${reason}`);
  }
  return states;
}
