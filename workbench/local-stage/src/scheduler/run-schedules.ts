import { nextDueMs } from "@stagecraft/plan/resources/scheduler/schedule-expression";
import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import { putScheduleMetric } from "./put-schedule-metric.ts";
import type { ScheduleContext } from "./schedule-context.ts";
import { scheduleGroupArn } from "./schedule-group-arn.ts";
import { sendDeadLetter } from "./send-dead-letter.ts";
import type { StageSchedule } from "./stage-schedule.ts";

type RunningSchedule = Pick<StageSchedule, "definition">;

/** Schedules that are running. */
export type Schedules = {
  /** Follows a changed definition: the schedule fires at its next time, and not at all when it is disabled. */
  reschedule(schedule: RunningSchedule): void;
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
  schedules: readonly RunningSchedule[],
  context: ScheduleContext,
): Schedules {
  const { clock } = context;
  const sinceMs = clock.nowMs();
  const waiting = new Map<RunningSchedule, () => void>();
  let stopped = false;

  function wait(schedule: RunningSchedule) {
    const { enabled, expression, timezone } = schedule.definition();
    if (!enabled) return;
    const dueMs = nextDueMs(expression, clock.nowMs(), sinceMs, timezone);
    if (dueMs === undefined) return;
    const cancel = clock.at(dueMs, () => {
      if (stopped) return;
      wait(schedule);
      attempt(schedule);
    });
    waiting.set(schedule, cancel);
  }

  /** A throttled invocation stays due, unless the schedule has been disabled meanwhile. */
  function attempt(schedule: RunningSchedule) {
    const definition = schedule.definition();
    if (stopped || !definition.enabled) return;
    putScheduleMetric(context.metrics, definition, "InvocationAttemptCount");
    context.meter.add(definition.arn, "scheduler-invocations", 1);
    if (!context.throttlesSchedule(definition.logicalName)) return fire(definition, context);
    putScheduleMetric(context.metrics, definition, "InvocationThrottleCount");
    clock.at(clock.nowMs() + throttledMs, () => attempt(schedule));
  }

  for (const schedule of schedules) wait(schedule);
  return {
    reschedule(schedule) {
      waiting.get(schedule)?.();
      if (!stopped) wait(schedule);
    },
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
  const { arn, roleArn, targetArn, input } = schedule;
  const trusted = authority.trusts(roleArn, "scheduler.amazonaws.com", scheduleGroupArn(arn));
  if (!trusted.allowed) return failed(trusted.explanation);
  try {
    const caller = { kind: "role", roleArn } as const;
    const outcome = enqueue(targetArn, JSON.parse(input), { caller });
    if (outcome.kind === "denied") failed(outcome.reason);
  } catch (error) {
    failed(String(error));
  }
}
