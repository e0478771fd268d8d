/** The name of an alarm, from its ARN. */
export function alarmNameOf(arn: string): string {
  return arn.replace(/^.*:alarm:/, "");
}
