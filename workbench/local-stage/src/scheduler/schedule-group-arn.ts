/**
 * The ARN of a schedule's group. It is Scheduler's `aws:SourceArn`, not the schedule's own ARN.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
export function scheduleGroupArn(scheduleArn: string): string {
  return scheduleArn.replace(/:schedule\/([^/]+)\/.*$/, ":schedule-group/$1");
}
