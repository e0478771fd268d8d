import type {
  DashboardBody,
  MetricWidget,
  Widget,
} from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { alarmStates } from "./alarm-states.ts";
import type { DashboardData } from "./dashboard-data.ts";
import { logQuery } from "./log-query.ts";
import { markdownText } from "./markdown-text.ts";
import { noData } from "./no-data.ts";
import type { Rectangle, Shape } from "./shape.ts";
import { shownSeries } from "./shown-series.ts";
import { timeSeries } from "./time-series.ts";
import { bars } from "./values/bars.ts";
import { gauge } from "./values/gauge.ts";
import { singleValues } from "./values/single-values.ts";
import { valueList } from "./values/value-list.ts";
import { widgetFrame } from "./widget-frame.ts";
import { write } from "./write.ts";

/** A dashboard as shapes, which `dashboardSvg` writes in the colours of a theme. */
export type DashboardDrawing = {
  readonly title: string;
  readonly width: number;
  readonly height: number;
  /** The shapes of the picture itself. */
  readonly shapes: readonly Shape[];
  readonly widgets: readonly {
    /** Empty for a text. */
    readonly title: string;
    readonly place: Rectangle;
    readonly shapes: readonly Shape[];
  }[];
};

const columns = 24;
const cell = 40;
const gap = 8;
const margin = 10;
const headHeight = 44;

/**
 * Draws a dashboard on CloudWatch's grid of 24 columns, here of 40 pixels each. Widgets of the types `explorer`, `chart` and `custom`
 * are named, not drawn.
 */
export function dashboardDrawing(
  title: string,
  { widgets }: DashboardBody,
  data: DashboardData,
): DashboardDrawing {
  const width = columns * cell + 2 * margin;
  const rows = Math.max(0, ...widgets.map(({ y, height }) => y + height));
  const height = headHeight + rows * cell + margin;
  return {
    title,
    width,
    height,
    shapes: [
      write(title, { x: margin + gap / 2, y: 28, size: 20 }, { weight: "bold", paint: "text" }),
      write(rangeText(data), { x: width - margin - gap / 2, y: 28, size: 12 }, { anchor: "end" }),
    ],
    widgets: widgets.map((widget, index) => {
      // A text has no frame, and needs no gap above and below it.
      const between = widget.type === "text" ? 0 : gap;
      const place = {
        x: margin + widget.x * cell + gap / 2,
        y: headHeight + widget.y * cell + between / 2,
        width: Math.min(widget.width, columns - widget.x) * cell - gap,
        height: widget.height * cell - between,
      };
      const shapes = widgetShapes({ widget, index, dashboard: title }, data, place);
      return { title: titleOf(widget), place, shapes };
    }),
  };
}

/** A widget, its position in the body, and the name of its dashboard. */
type Placed<Kind extends Widget> = {
  readonly widget: Kind;
  readonly index: number;
  readonly dashboard: string;
};

function widgetShapes(
  { widget, index, dashboard }: Placed<Widget>,
  data: DashboardData,
  place: Rectangle,
): readonly Shape[] {
  if (widget.type === "text") return markdownText(widget.markdown, place);
  const { shapes, inside } = widgetFrame(place, titleOf(widget));
  return [...shapes, ...content({ widget, index, dashboard }, data, inside)];
}

function titleOf(widget: Widget): string {
  return "title" in widget ? widget.title : "";
}

function content(
  { widget, index, dashboard }: Placed<Exclude<Widget, { readonly type: "text" }>>,
  data: DashboardData,
  inside: Rectangle,
): readonly Shape[] {
  switch (widget.type) {
    case "metric":
      return metricShapes(widget, index, data, inside);
    case "alarm":
      return alarmStates(widget, data.alarms, dashboard, inside);
    case "log":
      return logQuery(widget.query, inside);
    case "other":
      return noData(inside, `a widget of the type ${widget.kind}, not drawn here`);
  }
}

function metricShapes(
  widget: MetricWidget,
  index: number,
  data: DashboardData,
  inside: Rectangle,
): readonly Shape[] {
  const series = shownSeries(widget, data.series.get(index) ?? []);
  if (series.length === 0) return noData(inside, "no metric of this widget is shown");
  switch (widget.view) {
    case "timeSeries":
      return timeSeries(widget, series, data, inside);
    case "singleValue":
      return singleValues(widget.title, series, inside);
    case "bar":
      return bars(series, inside, widget.axes.left.max);
    case "gauge":
      return gauge(widget, series, inside);
    case "pie":
    case "table":
      return valueList(series, inside);
  }
}

/** `2026-11-30 10:00 to 13:00 UTC` */
function rangeText({ startMs, endMs }: DashboardData): string {
  const [startDay, start] = minutesOf(startMs);
  const [endDay, end] = minutesOf(endMs);
  return `${startDay} ${start} to ${startDay === endDay ? "" : `${endDay} `}${end} UTC`;
}

function minutesOf(timeMs: number): readonly [day: string, time: string] {
  const text = new Date(timeMs).toISOString();
  return [text.slice(0, 10), text.slice(11, 16)];
}
