import type { Json } from "../../plan.ts";
import { isObject } from "../../resources.ts";
import type { Annotation, Axis, MetricWidget, WidgetMetric } from "./dashboard-body.ts";
import { expandShorthand } from "./expand-shorthand.ts";

type Properties = { readonly [property: string]: Json };
type Refuse = (problem: string) => void;

const views = ["timeSeries", "singleValue", "bar", "gauge", "pie", "table"] as const;
const defaults = { periodSeconds: 300, stat: "Average" };

/** How many metrics and expressions a widget has, whatever its type. */
export function metricCount(widget: Json): number {
  const properties = isObject(widget) && isObject(widget.properties) ? widget.properties : {};
  return Array.isArray(properties.metrics) ? properties.metrics.length : 0;
}

/**
 * The properties of a metric widget. `refuse` gets each reason for which CloudWatch would refuse them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function readMetricWidget(properties: Properties, refuse: Refuse): MetricWidget {
  const { metrics = [], view = "timeSeries", yAxis } = properties;
  const annotations = isObject(properties.annotations) ? properties.annotations : {};
  const axes = isObject(yAxis) ? yAxis : {};
  const axis = { left: axisOf(axes.left), right: axisOf(axes.right) };
  if (typeof properties.region !== "string") refuse(".region is missing");
  if (properties.metrics === undefined && annotations.alarms === undefined) {
    refuse(" has neither metrics nor the annotation of an alarm");
  }
  const known = views.find((each) => each === view);
  if (!known) refuse(`.view is ${JSON.stringify(view)}, and may be ${views.join(", ")}`);
  if (known === "gauge" && (axis.left.min === undefined || axis.left.max === undefined)) {
    refuse(".yAxis.left needs min and max for a gauge");
  }
  return {
    type: "metric",
    title: typeof properties.title === "string" ? properties.title : "",
    region: String(properties.region),
    view: known ?? "timeSeries",
    isStacked: properties.stacked === true,
    isOfWholeRange: properties.setPeriodToTimeRange === true,
    metrics: readMetrics(metrics, properties, refuse),
    axes: axis,
    annotations: [
      ...listOf(annotations.horizontal).flatMap((each, index) =>
        horizontal(each, (problem) => refuse(`.annotations.horizontal.${index}${problem}`)),
      ),
      ...listOf(annotations.vertical).flatMap((each, index) =>
        vertical(each, (problem) => refuse(`.annotations.vertical.${index}${problem}`)),
      ),
    ],
  };
}

function readMetrics(metrics: Json, ofWidget: Properties, refuse: Refuse): WidgetMetric[] {
  if (!Array.isArray(metrics)) {
    refuse(".metrics is no list");
    return [];
  }
  let before: readonly string[] | undefined;
  return metrics.flatMap((each, index) => {
    const at = (problem: string) => refuse(`.metrics.${index}${problem}`);
    if (!Array.isArray(each)) {
      at(" is no list");
      return [];
    }
    const last = each.at(-1);
    const options = isObject(last) ? last : {};
    const words = isObject(last) ? each.slice(0, -1) : each;
    const shared = optionsOf(options, ofWidget, at);
    if (typeof options.expression === "string") {
      return { ...shared, source: { expression: options.expression } };
    }
    const expanded = expandShorthand(words.map(String), before);
    if (expanded === undefined) {
      at(" repeats what no metric before it has");
      return [];
    }
    const [namespace, name, ...dimensions] = expanded;
    if (namespace === undefined || name === undefined || dimensions.length % 2 === 1) {
      at(" is no namespace and metric name, followed by pairs of a dimension's name and value");
      return [];
    }
    before = expanded;
    const pairs = dimensions.flatMap((value, position) =>
      position % 2 === 1 ? { name: dimensions[position - 1] ?? "", value } : [],
    );
    const stat = String(options.stat ?? ofWidget.stat ?? defaults.stat);
    return { ...shared, source: { namespace, name, dimensions: pairs, stat } };
  });
}

function optionsOf(options: Properties, ofWidget: Properties, refuse: Refuse) {
  const { id, label, visible = true, yAxis, period = ofWidget.period } = options;
  const colour = colourOf(options.color, refuse);
  if (id !== undefined && !/^[a-z]\w*$/.test(String(id))) {
    refuse(`.id is ${JSON.stringify(id)}, and must begin with a small letter`);
  }
  return {
    ...(typeof id === "string" ? { id } : {}),
    ...(typeof label === "string" ? { label } : {}),
    ...(colour === undefined ? {} : { colour }),
    axis: yAxis === "right" ? ("right" as const) : ("left" as const),
    isVisible: visible !== false,
    periodSeconds: typeof period === "number" ? period : defaults.periodSeconds,
  };
}

function axisOf(json: Json | undefined): Axis {
  if (!isObject(json)) return {};
  const { label, min, max } = json;
  return {
    ...(typeof label === "string" ? { label } : {}),
    ...(typeof min === "number" ? { min } : {}),
    ...(typeof max === "number" ? { max } : {}),
  };
}

/** A band between two values is a list of two annotations. */
function horizontal(json: Json, refuse: Refuse): readonly Annotation[] {
  if (Array.isArray(json)) return json.flatMap((each) => horizontal(each, refuse));
  if (!isObject(json) || typeof json.value !== "number") {
    refuse(".value is no number");
    return [];
  }
  return [
    {
      ...labelOf(json, refuse),
      value: json.value,
      axis: json.yAxis === "right" ? "right" : "left",
    },
  ];
}

function vertical(json: Json, refuse: Refuse): readonly Annotation[] {
  if (Array.isArray(json)) return json.flatMap((each) => vertical(each, refuse));
  if (!isObject(json) || typeof json.value !== "string" || Number.isNaN(Date.parse(json.value))) {
    refuse(".value is no time");
    return [];
  }
  return [{ ...labelOf(json, refuse), time: json.value }];
}

function labelOf({ label, color }: Properties, refuse: Refuse) {
  const colour = colourOf(color, refuse);
  return {
    label: typeof label === "string" ? label : "",
    ...(colour === undefined ? {} : { colour }),
  };
}

/** CloudWatch takes the six hexadecimal digits of a colour, and no name. */
function colourOf(color: Json | undefined, refuse: Refuse): string | undefined {
  if (color === undefined) return undefined;
  if (typeof color === "string" && /^#[0-9a-f]{6}$/i.test(color)) return color;
  refuse(`.color is ${JSON.stringify(color)}, and must be # and six hexadecimal digits`);
  return undefined;
}

function listOf(json: Json | undefined): readonly Json[] {
  return Array.isArray(json) ? json : [];
}
