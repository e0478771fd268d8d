import type { Team } from "../../packages/contracts/src/contract.ts";
import { seconds } from "../../packages/contracts/src/seconds.ts";
import { physicalName } from "../physical-name.ts";
import type { MetricSeries } from "./metric-series.ts";
import { type Severity, topics } from "./notifications.ts";
import type { Runbook } from "./runbooks.ts";

/** A value computed from several metrics: metric math. */
export type Expression = {
  /** Names the series of `metrics`: `100 * errors / invocations`. */
  readonly expression: string;
  readonly label: string;
  readonly metrics: { readonly [id: string]: MetricSeries };
};

type AlarmSettings = {
  /** What has happened, and who is hurt by it: one or two sentences. */
  readonly means: string;
  readonly severity: Severity;
  readonly owner: Team;
  readonly runbook: Runbook;
  readonly watches: MetricSeries | Expression;
  /** What the value must exceed, or how many standard deviations above what is usual at that hour of the week. */
  readonly above: number | { readonly usualBy: number };
  readonly periodSeconds: number;
  /** So many of the last `of` periods must be above. */
  readonly periods: { readonly above: number; readonly of: number };
  /**
   * What it means when there is no data. `quiet`: nothing happened. `told`: what writes the metric has stopped, so that the alarm
   * tells of it as well; before its first data it does not, or each new stage would page.
   */
  readonly withoutData: "quiet" | "told";
  /** Other alarms follow from this one: while it is in ALARM, the teams' pages are held back. */
  readonly isRootCause?: boolean;
};

/** The first time that something happens, seen within a minute. */
export const atTheFirst = {
  above: 0,
  periodSeconds: seconds.minute,
  periods: { above: 1, of: 1 },
} as const;

type DeclaredAlarm = Pick<AlarmSettings, "severity" | "owner"> & {
  readonly name: $util.Output<string>;
  readonly arn: $util.Output<string>;
  readonly isRootCause: boolean;
};

/** Every metric alarm by its name. Complete at the end of the program. */
export const alarms = new Map<string, DeclaredAlarm>();

/**
 * An alarm with its description, owner, runbook and notification. A page is sent by the page of the owner's team
 * (page-alarms.ts), so that one cause pages once; a root cause and a ticket are sent by the alarm itself.
 */
export function alarm(name: string, settings: AlarmSettings): void {
  const { severity, owner, runbook, periods, withoutData, isRootCause = false } = settings;
  const notifies = severity === "ticket" || isRootCause;
  const created = new aws.cloudwatch.MetricAlarm(name, {
    name: physicalName(name),
    alarmDescription: `${settings.means} Severity: ${severity}. Owner: ${owner}. Runbook: docs/runbooks/${runbook}.md`,
    ...watched(settings),
    evaluationPeriods: periods.of,
    datapointsToAlarm: periods.above,
    treatMissingData: withoutData === "told" ? "missing" : "notBreaching",
    alarmActions: notifies ? [topics[severity]] : [],
    okActions: notifies ? [topics[severity]] : [],
    insufficientDataActions: withoutData === "told" ? [topics[severity]] : [],
    tags: { severity, owner, runbook },
  });
  alarms.set(name, {
    severity,
    owner,
    isRootCause,
    name: created.name,
    arn: created.arn,
  });
}

/** What CloudWatch compares with what. */
function watched({ watches, above, periodSeconds }: AlarmSettings) {
  if (typeof above !== "number") return usual(watches, above.usualBy, periodSeconds);
  const threshold = { comparisonOperator: "GreaterThanThreshold", threshold: above };
  if ("expression" in watches) {
    const { expression, label, metrics } = watches;
    return {
      ...threshold,
      metricQueries: [
        { id: "value", expression, label, returnData: true },
        ...Object.entries(metrics).map(([id, series]) => query(id, series, periodSeconds)),
      ],
    };
  }
  const { namespace, name: metricName, dimensions, statistic } = watches;
  return {
    ...threshold,
    namespace,
    metricName,
    dimensions,
    ...(statistic.startsWith("p") ? { extendedStatistic: statistic } : { statistic }),
    period: periodSeconds,
  };
}

/** An anomaly band: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html */
function usual(watches: MetricSeries | Expression, deviations: number, periodSeconds: number) {
  if ("expression" in watches) throw new Error("An anomaly band here is of one metric.");
  return {
    comparisonOperator: "GreaterThanUpperThreshold",
    thresholdMetricId: "band",
    metricQueries: [
      { id: "band", expression: `ANOMALY_DETECTION_BAND(value, ${deviations})`, returnData: true },
      query("value", watches, periodSeconds, true),
    ],
  };
}

function query(id: string, series: MetricSeries, period: number, returnData = false) {
  const { namespace, name: metricName, dimensions, statistic: stat } = series;
  return { id, returnData, metric: { namespace, metricName, dimensions, period, stat } };
}
