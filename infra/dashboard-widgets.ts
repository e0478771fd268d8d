import { region } from "../packages/contracts/src/system.ts";
import type { MetricSeries } from "./alarms/metric-series.ts";

/**
 * The widgets of a dashboard, and their places on CloudWatch's grid of 24 columns.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */

/** A widget without its place. */
export type Widget = {
  readonly type: "text" | "metric" | "alarm";
  /** In rows of the grid. */
  readonly height: number;
  readonly properties: object;
};

/** A series, its name in the legend, and its colour if it has a meaning. */
export type Line = {
  readonly label: string;
  readonly series: MetricSeries;
  readonly color?: string;
};

type Graph = {
  readonly title: string;
  /** What the values are: `ms`. */
  readonly unit: string;
  readonly lines: readonly Line[];
  /** A dashed line. */
  readonly limit?: { readonly value: number; readonly label: string };
};

const columns = 24;
const minute = 60;
const day = 24 * 60 * minute;

export const colors = { good: "#2ca02c", bad: "#d62728", neutral: "#7f7f7f" } as const;

/** Text in Markdown. */
export function text(markdown: string, height = 1): Widget {
  return { type: "text", height, properties: { markdown, background: "transparent" } };
}

/** The sums of the last day, as large numbers. */
export function numbers(title: string, lines: readonly Line[]): Widget {
  return {
    type: "metric",
    height: 4,
    properties: { title, region, view: "singleValue", period: day, metrics: metricsOf(lines) },
  };
}

/** Lines over time, by the minute. */
export function graph({ title, unit, lines, limit }: Graph): Widget {
  return {
    type: "metric",
    height: 6,
    properties: {
      title: `${title} (${unit})`,
      region,
      view: "timeSeries",
      period: minute,
      metrics: metricsOf(lines),
      yAxis: { left: { min: 0, showUnits: false } },
      ...(limit && {
        annotations: {
          horizontal: [{ value: limit.value, label: limit.label, color: colors.bad }],
        },
      }),
    },
  };
}

/** The states of alarms. */
export function alarmStates(
  title: string,
  arns: readonly $util.Input<string>[],
  height: number,
): Widget {
  return { type: "alarm", height, properties: { title, alarms: arns } };
}

/** Rows from top to bottom; the widgets of a row share its width. */
export function placed(rows: readonly (readonly Widget[])[]) {
  let y = 0;
  return rows.flatMap((row) => {
    const width = columns / row.length;
    const height = Math.max(...row.map((widget) => widget.height));
    const widgets = row.map(({ type, properties }, index) => ({
      type,
      x: index * width,
      y,
      width,
      height,
      properties,
    }));
    y += height;
    return widgets;
  });
}

function metricsOf(lines: readonly Line[]) {
  return lines.map(({ label, series, color }) => {
    const { namespace, name, dimensions, statistic } = series;
    const options = { label, stat: statistic, ...(color && { color }) };
    return [namespace, name, ...Object.entries(dimensions).flat(), options];
  });
}
