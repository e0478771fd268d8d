import { seconds } from "../../packages/contracts/src/seconds.ts";
import { region } from "../../packages/contracts/src/system.ts";
import type { MetricSeries } from "../alarms/metric-series.ts";

/**
 * The widgets of a dashboard, and their places on CloudWatch's grid of 24 columns.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */

/** A widget without its place. */
export type Widget = {
  readonly type: "text" | "metric" | "alarm";
  /** In rows of the grid. */
  readonly height: number;
  /** How many times as wide it is as the narrowest of its row. */
  readonly share: number;
  readonly properties: object;
};

/** A line of a graph or a number, its name, and its colour if it has a meaning. */
export type Line = {
  readonly label: string;
  readonly color?: string;
  readonly series: readonly MetricSeries[];
  /** Metric math on the ids of the series; absent: the one series as it is. */
  readonly expression?: (ids: readonly string[]) => string;
};

type Graph = {
  /** With the unit in words: `Time of a request, in seconds`. */
  readonly title: string;
  readonly lines: readonly Line[];
  /** A dashed line. */
  readonly limit?: { readonly value: number; readonly label: string };
  readonly periodSeconds?: number;
};

type AlarmStates = {
  readonly title: string;
  readonly arns: readonly $util.Input<string>[];
  readonly height: number;
  /** Only the alarms that fire are shown. */
  readonly firingOnly?: boolean;
};

const columns = 24;

export const colors = {
  good: "#2ca02c",
  bad: "#d62728",
  late: "#e6850e",
  neutral: "#7f7f7f",
} as const;

/** Text in Markdown. */
export function text(markdown: string): Widget {
  return { type: "text", height: 1, share: 1, properties: { markdown, background: "transparent" } };
}

/** Large numbers, each of the whole time that the dashboard shows. */
export function numbers(title: string, share: number, lines: readonly Line[]): Widget {
  return {
    type: "metric",
    height: 4,
    share,
    properties: {
      title,
      region,
      view: "singleValue",
      setPeriodToTimeRange: true,
      period: seconds.minute,
      metrics: metricsOf(lines),
    },
  };
}

/** Lines over time, by the minute unless it says otherwise. */
export function graph({ title, lines, limit, periodSeconds = seconds.minute }: Graph): Widget {
  return {
    type: "metric",
    height: 6,
    share: 1,
    properties: {
      title,
      region,
      view: "timeSeries",
      period: periodSeconds,
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

/** The states of at most 100 alarms, those that fire first. */
export function alarmStates({ title, arns, height, firingOnly }: AlarmStates): Widget {
  return {
    type: "alarm",
    height,
    share: 1,
    properties: {
      title,
      alarms: arns,
      sortBy: "stateUpdatedTimestamp",
      ...(firingOnly && { states: ["ALARM"] }),
    },
  };
}

/** Rows from top to bottom, each as high as its highest widget. */
function placed(rows: readonly (readonly Widget[])[]) {
  let y = 0;
  return rows.flatMap((row) => {
    const height = Math.max(...row.map((widget) => widget.height));
    const narrowest = Math.floor(columns / row.reduce((sum, { share }) => sum + share, 0));
    let x = 0;
    const widgets = row.map(({ type, share, properties }) => {
      const width = narrowest * share;
      const widget = { type, x, y, width, height, properties };
      x += width;
      return widget;
    });
    y += height;
    return widgets;
  });
}

/** The dashboard's body. A period stays that of its widget, however long the time is that is shown. */
export function dashboardBody(rows: readonly (readonly Widget[])[]) {
  return { start: "-PT3H", periodOverride: "inherit", widgets: placed(rows) };
}

function metricsOf(lines: readonly Line[]) {
  return lines.flatMap(({ label, color, series, expression }, line) => {
    const shown = { label, ...(color && { color }) };
    const metrics = series.map(({ namespace, name, dimensions, statistic: stat }, index) => {
      const id = `line${line}metric${index}`;
      const options = expression ? { id, stat, visible: false } : { id, stat, ...shown };
      return { id, metric: [namespace, name, ...Object.entries(dimensions).flat(), options] };
    });
    return [
      ...metrics.map(({ metric }) => metric),
      ...(expression ? [[{ expression: expression(metrics.map(({ id }) => id)), ...shown }]] : []),
    ];
  });
}
