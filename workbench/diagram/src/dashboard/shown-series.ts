import type { MetricWidget } from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import type { Point, Series } from "./dashboard-data.ts";
import { seriesLabel } from "./series-label.ts";
import type { Paint } from "./shape.ts";

/** A series of a widget, with what it is called and drawn in. */
export type ShownSeries = {
  readonly label: string;
  readonly axis: "left" | "right";
  readonly paint: Paint;
  readonly points: readonly Point[];
};

/** The series of the widget's visible metrics, in their order. A metric without data has a series without points. */
export function shownSeries(
  widget: MetricWidget,
  series: readonly Series[],
): readonly ShownSeries[] {
  const shown = widget.metrics.flatMap((metric, index) => {
    if (!metric.isVisible) return [];
    const own = series.filter((each) => each.metric === index);
    const given = own.length > 0 ? own : [{ metric: index, points: [] }];
    return given.map((each) => ({ metric, each, isOne: given.length === 1 }));
  });
  return shown.map(({ metric, each, isOne }, position) => ({
    label: each.label ?? seriesLabel(widget, metric),
    axis: metric.axis,
    paint: metric.colour && isOne ? { exact: metric.colour } : { series: position },
    points: each.points,
  }));
}
