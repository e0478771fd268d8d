/** What a dashboard shows, for one time range. */
export type DashboardData = {
  readonly startMs: number;
  readonly endMs: number;
  /** The series of each metric widget, by its position in the body. A widget without any has no data. */
  readonly series: ReadonlyMap<number, readonly Series[]>;
  /** By the alarm's ARN. */
  readonly alarms: ReadonlyMap<string, AlarmState>;
};

/** The values of a metric or an expression of a widget. */
export type Series = {
  /** Its position among the widget's metrics. */
  readonly metric: number;
  /** The name that CloudWatch gives it; absent: that of the widget's metric. */
  readonly label?: string;
  /** In the order of their times. */
  readonly points: readonly Point[];
};

export type Point = { readonly timeMs: number; readonly value: number };

export type AlarmState = "OK" | "ALARM" | "INSUFFICIENT_DATA";
