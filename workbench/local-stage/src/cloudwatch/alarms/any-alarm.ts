import type { CompositeAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/composite-alarm-definition";
import type { MetricAlarmDefinition } from "@stagecraft/plan/resources/cloudwatch/metric-alarm-definition";

/** A metric alarm or a composite alarm. */
export type AnyAlarm =
  | { readonly type: "MetricAlarm"; readonly definition: MetricAlarmDefinition }
  | { readonly type: "CompositeAlarm"; readonly definition: CompositeAlarmDefinition };

/** The name of an alarm that is named by its name or its ARN. */
export function alarmNameOf(nameOrArn: string): string {
  return /^arn:[^:]+:cloudwatch:[^:]*:[^:]*:alarm:(.+)$/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
