import type { MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import type {
  MetricWidget,
  WidgetMetric,
} from "@stagecraft/plan/resources/cloudwatch/dashboard-body";

/** A query of GetMetricData for one metric of a widget. */
export type WidgetQuery = {
  /** The position among the widget's metrics. */
  readonly metric: number;
  readonly query: MetricDataQuery & { readonly Id: string };
};

export type TimeRange = { readonly startMs: number; readonly endMs: number };

/** More values than pixels show nothing more. */
const mostValues = 720;
const minuteSeconds = 60;

/** The queries for a widget's metrics and expressions, each with an id of its own. */
export function widgetQueries(widget: MetricWidget, range: TimeRange): readonly WidgetQuery[] {
  const given = new Set(widget.metrics.map(({ id }) => id));
  return widget.metrics.map((metric, index) => {
    const id = metric.id ?? freeId(`metric${index}`, given);
    return { metric: index, query: { ...queryOf(metric, widget, range), Id: id } };
  });
}

function freeId(id: string, given: ReadonlySet<string | undefined>): string {
  return given.has(id) ? freeId(`${id}_`, given) : id;
}

function queryOf(
  metric: WidgetMetric,
  widget: MetricWidget,
  range: TimeRange,
): Omit<MetricDataQuery, "Id"> {
  const { source, isVisible } = metric;
  const Period = widget.isOfWholeRange
    ? wholeMinutes((range.endMs - range.startMs) / 1_000)
    : periodSeconds(metric.periodSeconds, range);
  const shared = { ReturnData: isVisible, ...(metric.label ? { Label: metric.label } : {}) };
  if ("expression" in source) return { ...shared, Expression: source.expression, Period };
  const { namespace, name, dimensions, stat } = source;
  const Metric = {
    Namespace: namespace,
    MetricName: name,
    Dimensions: dimensions.map((each) => ({ Name: each.name, Value: each.value })),
  };
  return { ...shared, MetricStat: { Metric, Period, Stat: stat } };
}

/** The widget's period, or a multiple of it when the range has too many of them. */
function periodSeconds(period: number, { startMs, endMs }: TimeRange): number {
  const times = Math.ceil((endMs - startMs) / 1_000 / period / mostValues);
  return times > 1 ? wholeMinutes(period * times) : period;
}

function wholeMinutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / minuteSeconds)) * minuteSeconds;
}
