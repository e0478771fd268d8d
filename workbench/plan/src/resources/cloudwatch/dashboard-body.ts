/** The text of a dashboard, read: its widgets with the place of each on a grid of 24 columns. */
export type DashboardBody = {
  /** The time range that the dashboard shows at first: `-PT6H`, or a time. */
  readonly start?: string;
  readonly end?: string;
  readonly widgets: readonly Widget[];
};

export type Widget = WidgetPlace &
  (TextWidget | MetricWidget | AlarmWidget | LogWidget | UnreadWidget);

/** In columns and rows of the grid, from its upper left corner. */
export type WidgetPlace = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

export type TextWidget = { readonly type: "text"; readonly markdown: string };

export type MetricWidget = {
  readonly type: "metric";
  readonly title: string;
  /** Where its metrics are. */
  readonly region: string;
  readonly view: "timeSeries" | "singleValue" | "bar" | "gauge" | "pie" | "table";
  readonly isStacked: boolean;
  /** Whether a single value is that of the whole time range, and not of its last period. */
  readonly isOfWholeRange: boolean;
  readonly metrics: readonly WidgetMetric[];
  readonly axes: { readonly left: Axis; readonly right: Axis };
  readonly annotations: readonly Annotation[];
};

/** A metric, or an expression on the others. */
export type WidgetMetric = {
  readonly id?: string;
  readonly label?: string;
  /** `#1f77b4` */
  readonly colour?: string;
  readonly axis: "left" | "right";
  /** A metric that is not shown may still be read by an expression. */
  readonly isVisible: boolean;
  readonly periodSeconds: number;
  readonly source:
    | {
        readonly namespace: string;
        readonly name: string;
        readonly dimensions: readonly { readonly name: string; readonly value: string }[];
        readonly stat: string;
      }
    | { readonly expression: string };
};

export type Axis = { readonly label?: string; readonly min?: number; readonly max?: number };

/** A line across the graph at a value, or from top to bottom at a time. */
export type Annotation = { readonly label: string; readonly colour?: string } & (
  | { readonly value: number; readonly axis: "left" | "right" }
  | { readonly time: string }
);

/** The states of alarms. */
export type AlarmWidget = {
  readonly type: "alarm";
  readonly title: string;
  readonly alarmArns: readonly string[];
  /** Only alarms in these states are shown; without any, all are. */
  readonly states: readonly AlarmWidgetState[];
};

export type AlarmWidgetState = "ALARM" | "INSUFFICIENT_DATA" | "OK";

export type LogWidget = { readonly type: "log"; readonly title: string; readonly query: string };

/** A widget whose properties are not read here: `explorer`, `chart` and `custom`. */
export type UnreadWidget = { readonly type: "other"; readonly kind: string };
