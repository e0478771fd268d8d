import type { Json } from "../../plan.ts";
import { quotas } from "../../quotas.ts";
import { isObject, texts } from "../../resources.ts";
import type { AlarmWidgetState, DashboardBody, Widget, WidgetPlace } from "./dashboard-body.ts";
import { metricCount, readMetricWidget } from "./read-metric-widget.ts";

/** Why CloudWatch would refuse the body: `widgets.3.width is 30, and may be 1 to 24`. */
export type DashboardProblems = readonly string[];

type Properties = { readonly [property: string]: Json };

const columns = 24;
const defaultSize = 6;
const { widgetsPerDashboard, metricsPerDashboard, metricsPerWidget } = quotas.cloudwatch;
const alarmsPerWidget = 100;
const alarmStates = ["ALARM", "INSUFFICIENT_DATA", "OK"] as const;
const unread = new Set(["explorer", "chart", "custom"]);

/**
 * Reads the JSON text of a dashboard.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function readDashboardBody(
  text: string,
):
  | { readonly ok: true; readonly body: DashboardBody }
  | { readonly ok: false; readonly problems: DashboardProblems } {
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch (cause) {
    return { ok: false, problems: [`it is not JSON: ${(cause as Error).message}`] };
  }
  if (!isObject(json) || !Array.isArray(json.widgets)) {
    return { ok: false, problems: ["it has no list of widgets"] };
  }
  const problems: string[] = [];
  const given = json.widgets;
  if (given.length > widgetsPerDashboard.value) {
    problems.push(`widgets has ${given.length} entries, and may have ${widgetsPerDashboard.value}`);
  }
  const metrics = given.reduce<number>((sum, each) => sum + metricCount(each), 0);
  if (metrics > metricsPerDashboard.value) {
    problems.push(`it has ${metrics} metrics, and may have ${metricsPerDashboard.value}`);
  }
  const widgets: Widget[] = [];
  for (const [index, each] of given.entries()) {
    const at = `widgets.${index}`;
    const found: string[] = [];
    const widget = readWidget(each, widgets, (problem) => found.push(`${at}${problem}`));
    problems.push(...found);
    if (widget && found.length === 0) widgets.push(widget);
  }
  if (problems.length > 0) return { ok: false, problems };
  return {
    ok: true,
    body: {
      ...(typeof json.start === "string" ? { start: json.start } : {}),
      ...(typeof json.end === "string" ? { end: json.end } : {}),
      widgets,
    },
  };
}

function readWidget(
  json: Json,
  before: readonly WidgetPlace[],
  refuse: (problem: string) => void,
): Widget | undefined {
  if (!isObject(json)) {
    refuse(" is no object");
    return undefined;
  }
  const place = readPlace(json, before, refuse);
  const { type, properties } = json;
  if (!isObject(properties)) {
    refuse(".properties is missing");
    return undefined;
  }
  const inside = (problem: string) => refuse(`.properties${problem}`);
  switch (type) {
    case "text":
      return { ...place, type, markdown: textIn(properties, "markdown", inside) };
    case "metric":
      if (metricCount(json) > metricsPerWidget.value) {
        inside(`.metrics has ${metricCount(json)} entries, and may have ${metricsPerWidget.value}`);
      }
      return { ...place, ...readMetricWidget(properties, inside) };
    case "alarm":
      return {
        ...place,
        type,
        title: titleOf(properties),
        alarmArns: alarmsIn(properties, inside),
        states: statesIn(properties, inside),
      };
    case "log":
      textIn(properties, "region", inside);
      return {
        ...place,
        type,
        title: titleOf(properties),
        query: textIn(properties, "query", inside),
      };
    default:
      if (typeof type === "string" && unread.has(type))
        return { ...place, type: "other", kind: type };
      refuse(
        `.type is ${JSON.stringify(type) ?? "missing"}, and may be text, metric, log, alarm, ${[...unread].join(", ")}`,
      );
      return undefined;
  }
}

/** Without a place a widget stands right of the one before, or below all of them where there is no room. */
function readPlace(
  json: Properties,
  before: readonly WidgetPlace[],
  refuse: (problem: string) => void,
): WidgetPlace {
  const number = (key: string, minimum: number, maximum: number, fallback: number) => {
    const value = json[key] ?? fallback;
    if (Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum) {
      return Number(value);
    }
    refuse(`.${key} is ${JSON.stringify(value)}, and may be ${minimum} to ${maximum}`);
    return fallback;
  };
  const width = number("width", 1, columns, defaultSize);
  const height = number("height", 1, 1_000, defaultSize);
  const last = before.at(-1);
  const beside = last ? last.x + last.width : 0;
  const isRoom = beside + width <= columns;
  const nextX = isRoom ? beside : 0;
  const below = Math.max(0, ...before.map((each) => each.y + each.height));
  const nextY = isRoom ? (last?.y ?? 0) : below;
  const x = number("x", 0, columns - 1, nextX);
  const y = number("y", 0, Number.MAX_SAFE_INTEGER, nextY);
  return { x, y, width, height };
}

function alarmsIn(properties: Properties, refuse: (problem: string) => void): readonly string[] {
  const alarms = texts(properties.alarms);
  if (alarms.length === 0 || alarms.length > alarmsPerWidget) {
    refuse(`.alarms has ${alarms.length} entries, and may have 1 to ${alarmsPerWidget}`);
  }
  return alarms;
}

function statesIn(
  { states = [] }: Properties,
  refuse: (problem: string) => void,
): readonly AlarmWidgetState[] {
  const given = Array.isArray(states) ? states : [states];
  return given.flatMap((each, index) => {
    const state = alarmStates.find((known) => known === each);
    if (state !== undefined) return state;
    refuse(`.states.${index} is ${JSON.stringify(each)}, and may be ${alarmStates.join(", ")}`);
    return [];
  });
}

function textIn(properties: Properties, key: string, refuse: (problem: string) => void): string {
  const value = properties[key];
  if (typeof value === "string") return value;
  refuse(`.${key} is missing`);
  return "";
}

function titleOf({ title }: Properties): string {
  return typeof title === "string" ? title : "";
}
