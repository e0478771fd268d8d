import type { MetricWidget } from "@stagecraft/plan/resources/cloudwatch/dashboard-body";
import { textWidth } from "../layout/text-width.ts";
import { annotationShapes } from "./annotation-shapes.ts";
import { fitText } from "./fit-text.ts";
import { legend } from "./legend.ts";
import { lineParts } from "./line-parts.ts";
import { noData } from "./no-data.ts";
import { numberText } from "./number-text.ts";
import { scale } from "./scale.ts";
import type { Rectangle, Shape, Spot } from "./shape.ts";
import type { ShownSeries } from "./shown-series.ts";
import { stackedSeries } from "./stacked-series.ts";
import { timeTicks } from "./time-ticks.ts";
import { type ValueTicks, valueTicks } from "./value-ticks.ts";
import { smallSize } from "./widget-frame.ts";
import { write } from "./write.ts";

const tickGap = 6;
const timesHeight = 18;
const timeGap = 8;
const axisLabelHeight = 18;
const pixelsPerTick = 36;
const leastPixelsPerTick = 14;
const leastHeightForLabels = 110;
const pixelsPerLegendRow = 55;
const pixelsPerTime = 54;

type Side = "left" | "right";
type Axis = ValueTicks & { readonly toY: (value: number) => number; readonly width: number };

/** Values over time, as lines or as areas on top of each other, with their axes, annotations and legend. */
export function timeSeries(
  widget: MetricWidget,
  series: readonly ShownSeries[],
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  inside: Rectangle,
): readonly Shape[] {
  const isNamed = series.length > 1 || series.some(({ label }) => label !== widget.title);
  const isLow = inside.height < leastHeightForLabels;
  const rows = isLow ? 1 : Math.floor(inside.height / pixelsPerLegendRow);
  const isEmpty = series.every(({ points }) => points.length === 0);
  const entries = isEmpty ? series : series.map(named);
  const names = legend(isNamed ? entries : [], inside, rows);
  const labels = isLow ? [] : axisLabels(widget, inside);
  const top = inside.y + (labels.length > 0 ? axisLabelHeight : 4);
  const bottom = inside.y + inside.height - names.height - (names.height > 0 ? 6 : 0) - timesHeight;
  const room = { ...inside, y: top, height: bottom - top };
  if (isEmpty) {
    return [...names.shapes, ...noData({ ...inside, height: inside.height - names.height })];
  }
  const drawn = widget.isStacked
    ? (["left", "right"] as const).flatMap((side) =>
        stackedSeries(series.filter(({ axis }) => axis === side)),
      )
    : series;
  const axes = {
    left: axisOf("left", widget, drawn, room),
    right: axisOf("right", widget, drawn, room),
  };
  const plot = {
    ...room,
    x: room.x + axes.left.width,
    width: room.width - axes.left.width - axes.right.width,
  };
  const toX = scale([startMs, endMs], [plot.x, plot.x + plot.width]);
  return [
    ...labels,
    ...gridLines(axes.left.width > 0 ? axes.left : axes.right, plot),
    ...valueAxis("left", axes.left, plot),
    ...valueAxis("right", axes.right, plot),
    ...timeAxis({ startMs, endMs }, toX, plot),
    ...(widget.isStacked ? areas(drawn, axes, toX) : []),
    ...drawn.flatMap((each) => lines(each, axes[each.axis], toX)),
    ...annotationShapes(
      widget.annotations,
      { left: axes.left.toY, right: axes.right.toY, time: toX },
      plot,
    ),
    ...names.shapes,
  ];
}

/** A line without values beside others with values. */
function named({ label, points, paint }: ShownSeries): Pick<ShownSeries, "label" | "paint"> {
  return { label: points.length === 0 ? `${label} (no data)` : label, paint };
}

function axisLabels({ axes }: MetricWidget, { x, y, width }: Rectangle): readonly Shape[] {
  const at = { y: y + 8, size: smallSize };
  const fitted = (text: string) =>
    fitText(text, { size: smallSize, weight: "normal", width: width / 2 - 4 });
  return [
    ...(axes.left.label ? [write(fitted(axes.left.label), { ...at, x })] : []),
    ...(axes.right.label
      ? [write(fitted(axes.right.label), { ...at, x: x + width }, { anchor: "end" })]
      : []),
  ];
}

function axisOf(
  side: Side,
  widget: MetricWidget,
  series: readonly ShownSeries[],
  { y, height }: Rectangle,
): Axis {
  const own = series.filter(({ axis, points }) => axis === side && points.length > 0);
  const marked = widget.annotations.flatMap((each) =>
    "value" in each && each.axis === side ? each.value : [],
  );
  const values = own.flatMap(({ points }) => points.map(({ value }) => value));
  const most = Math.max(2, Math.floor(height / pixelsPerTick) + 1);
  const found = valueTicks([...values, ...marked], widget.axes[side], most);
  const widths = found.ticks.map((tick) => textWidth(numberText(tick), smallSize, "normal"));
  return {
    ...found,
    toY: scale([found.min, found.max], [y + height, y]),
    width: own.length === 0 ? 0 : Math.max(...widths) + tickGap,
  };
}

function gridLines(axis: Axis, plot: Rectangle): readonly Shape[] {
  return writtenTicks(axis).map((tick): Shape => {
    const y = axis.toY(tick);
    const points = [plot.x, plot.x + plot.width].map((x) => ({ x, y }));
    return { kind: "line", points, paint: "edge", width: 1 };
  });
}

function valueAxis(side: Side, axis: Axis, plot: Rectangle): readonly Shape[] {
  if (axis.width === 0) return [];
  const x = side === "left" ? plot.x - tickGap : plot.x + plot.width + tickGap;
  const anchor = side === "left" ? "end" : "start";
  return writtenTicks(axis).map((tick) =>
    write(numberText(tick), { x, y: axis.toY(tick) + 4, size: smallSize }, { anchor }),
  );
}

/** Those of an axis that have room above each other. */
function writtenTicks({ ticks, toY }: Axis): readonly number[] {
  const [first = 0, second = 0] = ticks;
  const distance = Math.abs(toY(second) - toY(first));
  const every = distance === 0 ? 1 : Math.ceil(leastPixelsPerTick / distance);
  return ticks.filter((_, index) => index % every === 0);
}

function timeAxis(
  { startMs, endMs }: { readonly startMs: number; readonly endMs: number },
  toX: (timeMs: number) => number,
  plot: Rectangle,
): readonly Shape[] {
  const most = Math.max(2, Math.floor(plot.width / pixelsPerTime));
  const y = plot.y + plot.height + 15;
  let free = Number.NEGATIVE_INFINITY;
  return timeTicks(startMs, endMs, most).flatMap(({ timeMs, text }) => {
    const half = textWidth(text, smallSize, "normal") / 2;
    const x = Math.min(Math.max(toX(timeMs), plot.x + half), plot.x + plot.width - half);
    if (x - half < free) return [];
    free = x + half + timeGap;
    return write(text, { x, y, size: smallSize }, { anchor: "middle" });
  });
}

function lines(
  { points, paint }: ShownSeries,
  { toY }: Axis,
  toX: (timeMs: number) => number,
): readonly Shape[] {
  return lineParts(points).map((part): Shape => {
    const spots = part.map(({ timeMs, value }) => ({ x: toX(timeMs), y: toY(value) }));
    const [only, ...more] = spots;
    return only && more.length === 0
      ? { kind: "dot", ...only, radius: 2.5, paint }
      : { kind: "line", points: spots, paint, width: 1.6 };
  });
}

/** Each area reaches down to the line below it. */
function areas(
  series: readonly ShownSeries[],
  axes: { readonly [side in Side]: Axis },
  toX: (timeMs: number) => number,
): readonly Shape[] {
  return series.flatMap(({ axis, points, paint }, index): Shape[] => {
    if (points.length === 0) return [];
    const { toY, min } = axes[axis];
    const spots = (of: typeof points): Spot[] =>
      of.map(({ timeMs, value }) => ({ x: toX(timeMs), y: toY(value) }));
    const before = series[index - 1];
    const below =
      before?.axis === axis ? before.points : points.map((point) => ({ ...point, value: min }));
    return [{ kind: "area", points: [...spots(points), ...spots(below).toReversed()], paint }];
  });
}
