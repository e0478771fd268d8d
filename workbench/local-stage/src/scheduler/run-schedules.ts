import { nextDueMs } from "@stagecraft/plan/resources/scheduler/schedule-expression";
import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import { putScheduleMetric } from "./put-schedule-metric.ts";
import type { ScheduleContext } from "./schedule-context.ts";
import { sendDeadLetter } from "./send-dead-letter.ts";

/** Schedules that are running. */
export type Schedules = {
  /** No schedule fires after this. */
  stop(): Promise<void>;
};

/** How long a throttled invocation waits. AWS documents a quota a second. */
const throttledMs = 1_000;

/**
 * Fires each schedule when it is due, as EventBridge Scheduler does: it invokes the function asynchronously as the
 * schedule's role, whose trust policy must name scheduler.amazonaws.com. A rate is counted from the start of the stage.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
 */
export function runSchedules(
  schedules: readonly ScheduleDefinition[],
  context: ScheduleContext,
): Schedules {
  const { clock } = context;
  const sinceMs = clock.nowMs();
  let stopped = false;

  function wait(schedule: ScheduleDefinition) {
    const dueMs = nextDueMs(schedule.expression, clock.nowMs(), sinceMs, schedule.timezone);
    if (dueMs === undefined) return;
    clock.at(dueMs, () => {
      if (stopped) return;
      wait(schedule);
      attempt(schedule);
    });
  }

  /** A throttled invocation stays due. */
  function attempt(schedule: ScheduleDefinition) {
    if (stopped) return;
    putScheduleMetric(context.metrics, schedule, "InvocationAttemptCount");
    context.meter.add(schedule.arn, "scheduler-invocations", 1);
    if (!context.throttlesSchedule(schedule.logicalName)) return fire(schedule, context);
    putScheduleMetric(context.metrics, schedule, "InvocationThrottleCount");
    clock.at(clock.nowMs() + throttledMs, () => attempt(schedule));
  }

  for (const schedule of schedules) if (schedule.enabled) wait(schedule);
  return {
    async stop() {
      stopped = true;
    },
  };
}

function fire(schedule: ScheduleDefinition, context: ScheduleContext) {
  const { authority, enqueue, reports, metrics } = context;
  const failed = (reason: string) => {
    reports.add({
      kind: "failed",
      key: `schedule ${schedule.name}`,
      message: `the schedule ${schedule.logicalName} did not reach its target: ${reason}`,
    });
    putScheduleMetric(metrics, schedule, "TargetErrorCount");
    putScheduleMetric(metrics, schedule, "InvocationDroppedCount");
    sendDeadLetter(schedule, reason, context);
  };
  const trusted = authority.trusts(schedule.roleArn, "scheduler.amazonaws.com", groupArn(schedule));
  if (!trusted.allowed) return failed(trusted.explanation);
  try {
    const caller = { kind: "role", roleArn: schedule.roleArn } as const;
    const outcome = enqueue(schedule.targetArn, JSON.parse(schedule.input), { caller });
    if (outcome.kind === "denied") failed(outcome.reason);
  } catch (error) {
    failed(String(error));
  }
}

/**
 * Scheduler's `aws:SourceArn`: the group of the schedule, not the schedule.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
function groupArn({ arn }: ScheduleDefinition): string {
  return arn.replace(/:schedule\/([^/]+)\/.*$/, ":schedule-group/$1");
}
