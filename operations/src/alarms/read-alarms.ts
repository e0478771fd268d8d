import {
  type CloudWatchClient,
  type CompositeAlarm,
  type MetricAlarm,
  paginateDescribeAlarms,
} from "@aws-sdk/client-cloudwatch";
import { appName } from "@stagecraft/contracts/system";
import { type AlarmReport, readDescription } from "./alarm-report.ts";

/** Every alarm of a stage has a name that begins with it. */
export const alarmPrefix = (stage: string) => `${appName}-${stage}-`;

/** All alarms of a stage: composite ones first, then by name. */
export async function readAlarms(
  cloudwatch: CloudWatchClient,
  stage: string,
): Promise<readonly AlarmReport[]> {
  const prefix = alarmPrefix(stage);
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
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0);
  const suppressed = "ActionsSuppressedBy" in alarm ? alarm.ActionsSuppressedBy : undefined;
  const rule = "AlarmRule" in alarm ? (alarm.AlarmRule ?? "") : "";
  return {
    name: shortName(AlarmName, prefix),
    state: StateValue,
    isFiring: StateValue === "ALARM" || hasLostData(alarm),
    sinceMs: since.getTime(),
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
