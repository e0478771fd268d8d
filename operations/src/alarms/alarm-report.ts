import type {
  ActionsSuppressedBy,
  CompositeAlarm,
  MetricAlarm,
  StateValue,
} from "@aws-sdk/client-cloudwatch";

/** One alarm of a stage, for a person. */
export type AlarmReport = {
  /** Without the stage's prefix: `OrdersDeadLettersAny`. */
  readonly name: string;
  readonly state: StateValue;
  /** It is in ALARM, or what writes its metric has stopped and it tells of that too. */
  readonly isFiring: boolean;
  readonly sinceMs: number;
  /** CloudWatch's own words. */
  readonly reason: string;
  /** What has happened and who is hurt, from the alarm's description. */
  readonly means: string;
  readonly severity?: string;
  readonly owner?: string;
  /** `docs/runbooks/memory.md` */
  readonly runbook?: string;
  /** What holds its actions back, if anything does. */
  readonly heldBack?: ActionsSuppressedBy;
  /** The alarms that a composite alarm's rule names. */
  readonly children: readonly string[];
};

/** Since when an alarm is in its state. */
export function inStateSinceMs(alarm: MetricAlarm | CompositeAlarm): number {
  const since = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp;
  return since?.getTime() ?? 0;
}

/** What an alarm's description says, in the form that infra/alarms/alarm.ts gives it. Other descriptions are only a meaning. */
export function readDescription(
  description: string,
): Pick<AlarmReport, "means" | "severity" | "owner" | "runbook"> {
  const form =
    /^(?<means>.*?)\s*Severity: (?<severity>\w+)\. Owner: (?<owner>[^.]+)\. Runbook: (?<runbook>\S+?)\.?$/s;
  const parts = form.exec(description)?.groups;
  if (!parts) return { means: description };
  const { means = "", severity = "", owner = "", runbook = "" } = parts;
  return { means, severity, owner, runbook };
}
