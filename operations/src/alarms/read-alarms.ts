import {
  type CloudWatchClient,
  type CompositeAlarm,
  type MetricAlarm,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";
import { type AlarmReport, inStateSinceMs, readDescription } from "./alarm-report.ts";

/** All alarms whose names begin with the stage's prefix: composite ones first, then by name. */
export async function readAlarms(
  cloudwatch: CloudWatchClient,
  prefix: string,
): Promise<readonly AlarmReport[]> {
  const composites: AlarmReport[] = [];
  const metrics: AlarmReport[] = [];
  const pages = paginateDescribeAlarms(
    { client: cloudwatch },
    { AlarmNamePrefix: prefix, AlarmTypes: ["CompositeAlarm", "MetricAlarm"] },
  );
  for await (const page of pages) {
    composites.push(...(page.CompositeAlarms ?? []).map((alarm) => reportOf(alarm, prefix)));
    metrics.push(...(page.MetricAlarms ?? []).map((alarm) => reportOf(alarm, prefix)));
  }
  return [...composites, ...metrics];
}

function reportOf(alarm: MetricAlarm | CompositeAlarm, prefix: string): AlarmReport {
  const { AlarmName = "", AlarmDescription = "", StateValue = "INSUFFICIENT_DATA" } = alarm;
  const suppressed = "ActionsSuppressedBy" in alarm ? alarm.ActionsSuppressedBy : undefined;
  const rule = "AlarmRule" in alarm ? (alarm.AlarmRule ?? "") : "";
  return {
    name: shortName(AlarmName, prefix),
    state: StateValue,
    isFiring: StateValue === "ALARM" || hasLostData(alarm),
    sinceMs: inStateSinceMs(alarm),
    reason: alarm.StateReason ?? "",
    ...readDescription(AlarmDescription),
    ...(suppressed && { heldBack: suppressed }),
    children: [...rule.matchAll(/\("([^"]+)"\)/g)].map(([, name = ""]) => shortName(name, prefix)),
  };
}

/** Without data since it had some, and with an action for that. Before the first data the reason is that of its creation. */
function hasLostData({
  StateValue,
  StateReason = "",
  InsufficientDataActions = [],
}: MetricAlarm | CompositeAlarm): boolean {
  return (
    StateValue === "INSUFFICIENT_DATA" &&
    InsufficientDataActions.length > 0 &&
    !StateReason.startsWith("Unchecked")
  );
}

function shortName(alarmName: string, prefix: string): string {
  return alarmName.startsWith(prefix) ? alarmName.slice(prefix.length) : alarmName;
}
