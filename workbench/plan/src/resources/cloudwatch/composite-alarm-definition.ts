import type { AlarmActions } from "./alarm-actions.ts";

/** A CloudWatch composite alarm as the Plan has it. */
export type CompositeAlarmDefinition = AlarmActions & {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  readonly description?: string;
  /** The expression about the states of other alarms: `ALARM("a") AND NOT OK("b")`. */
  readonly rule: string;
  /** While this alarm is in ALARM, the composite alarm runs no actions. */
  readonly actionsSuppressor?: {
    /** Its name or ARN. */
    readonly alarm: string;
    /** How long actions wait for the suppressor alarm to go into ALARM. */
    readonly waitPeriodSeconds: number;
    /** How long actions stay suppressed after the suppressor alarm has left ALARM. */
    readonly extensionPeriodSeconds: number;
  };
};
