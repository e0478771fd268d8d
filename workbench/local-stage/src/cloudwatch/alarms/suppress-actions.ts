import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";

/** Why a composite alarm runs no actions now. */
export type Suppression = {
  readonly by: "Alarm" | "WaitPeriod" | "ExtensionPeriod";
  /** The end of the wait or extension period. */
  readonly untilMs?: number;
};

type Suppressor = NonNullable<CompositeAlarmDefinition["actionsSuppressor"]>;

/**
 * Whether the actions of a composite alarm that changes its state are suppressed. Each change begins a wait period of its own, and
 * discards the period before.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
 */
export function beginSuppression(
  { waitPeriodSeconds }: Suppressor,
  suppressorIsInAlarm: boolean,
  nowMs: number,
): Suppression | undefined {
  if (suppressorIsInAlarm) return { by: "Alarm" };
  if (waitPeriodSeconds === 0) return undefined;
  return { by: "WaitPeriod", untilMs: nowMs + waitPeriodSeconds * 1_000 };
}

/**
 * What follows a suppression; undefined when it has ended and the actions of the current state are run.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create_Composite_Alarm_Suppression.html
 */
export function continueSuppression(
  suppression: Suppression,
  { extensionPeriodSeconds }: Suppressor,
  suppressorIsInAlarm: boolean,
  nowMs: number,
): Suppression | undefined {
  if (suppressorIsInAlarm) return { by: "Alarm" };
  if (suppression.by === "Alarm") {
    if (extensionPeriodSeconds === 0) return undefined;
    return { by: "ExtensionPeriod", untilMs: nowMs + extensionPeriodSeconds * 1_000 };
  }
  return nowMs < (suppression.untilMs ?? 0) ? suppression : undefined;
}
