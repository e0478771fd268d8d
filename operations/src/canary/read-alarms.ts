import {
  type CloudWatchClient,
  type Metric,
  type MetricAlarm,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";
import { inStateSinceMs, readDescription } from "../alarms/alarm-report.ts";

/** A metric alarm in the state ALARM. */
export type FiringAlarm = {
  readonly name: string;
  /** CloudWatch's own words. */
  readonly reason: string;
  /** Since when it is in ALARM. */
  readonly sinceMs: number;
  /** `page` or `ticket`, from its description; absent where that does not say. */
  readonly severity?: string;
  /** What it watches. */
  readonly metrics: readonly Metric[];
};

/**
 * Reads the metric alarms in ALARM whose names begin with the stage's prefix. Composite alarms only say again what their metric
 * alarms say.
 * @throws errors of CloudWatch's API
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function readFiringAlarms(
  client: CloudWatchClient,
  namePrefix: string,
): Promise<readonly FiringAlarm[]> {
  const pages = paginateDescribeAlarms(
    { client },
    { AlarmNamePrefix: namePrefix, AlarmTypes: ["MetricAlarm"], StateValue: "ALARM" },
  );
  const found: FiringAlarm[] = [];
  for await (const { MetricAlarms = [] } of pages) found.push(...MetricAlarms.map(firingOf));
  return found;
}

/** Whether both are one alarm that has not left ALARM in between. */
export function isSameFiring(one: FiringAlarm, other: FiringAlarm): boolean {
  return one.name === other.name && one.sinceMs === other.sinceMs;
}

function firingOf(alarm: MetricAlarm): FiringAlarm {
  const { AlarmName: name = "", StateReason: reason = "", Metrics = [] } = alarm;
  const { severity } = readDescription(alarm.AlarmDescription ?? "");
  return {
    name,
    reason,
    sinceMs: inStateSinceMs(alarm),
    ...(severity === undefined ? {} : { severity }),
    metrics: alarm.MetricName
      ? [alarm]
      : Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []),
  };
}
