import { nextDueMs } from "@stagecraft/plan/schedule-expression";
import type { ScheduleDefinition } from "@stagecraft/plan/schedules";
import type { Authority } from "../authority.ts";
import type { Clock } from "../clock.ts";
import type { Invoke } from "../invocation.ts";
import type { Reports } from "../report.ts";

/** What schedules need of the stage. */
export type ScheduleContext = {
  readonly clock: Clock;
  readonly authority: Authority;
  readonly reports: Reports;
  readonly invoke: Invoke;
};

/** Schedules that are running. */
export type Schedules = {
  /** No schedule fires after this; resolves when what fired has ended. */
  stop(): Promise<void>;
};

/**
 * Fires each schedule when it is due, as EventBridge Scheduler: acting as the schedule's role, whose trust policy must name
 * scheduler.amazonaws.com. A rate is counted from the start of the stage.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html#setting-up-execution-role
 */
export function runSchedules(
  schedules: readonly ScheduleDefinition[],
  context: ScheduleContext,
): Schedules {
  const { clock } = context;
  const sinceMs = clock.nowMs();
  const running = new Set<Promise<void>>();
  let stopped = false;

  function wait(schedule: ScheduleDefinition) {
    const dueMs = nextDueMs(schedule.expression, clock.nowMs(), sinceMs, schedule.timezone);
    if (dueMs === undefined) return;
    clock.at(dueMs, () => {
      if (stopped) return;
      wait(schedule);
      const run = fire(schedule, context).finally(() => running.delete(run));
      running.add(run);
    });
  }

  for (const schedule of schedules) if (schedule.enabled) wait(schedule);
  return {
    async stop() {
      stopped = true;
      await Promise.all(running);
    },
  };
}

/** Tries again at once as often as the schedule says; the delays between tries are Scheduler's own affair. */
async function fire(schedule: ScheduleDefinition, { authority, invoke, reports }: ScheduleContext) {
  const failed = (reason: string) =>
    reports.add({
      kind: "failed",
      key: `schedule ${schedule.name}`,
      message: `the schedule ${schedule.logicalName} did not reach its target: ${reason}`,
    });
  const trusted = authority.trusts(schedule.roleArn, "scheduler.amazonaws.com", groupArn(schedule));
  if (!trusted.allowed) return failed(trusted.explanation);
  try {
    for (let retriesLeft = schedule.maximumRetryAttempts; ; retriesLeft -= 1) {
      const outcome = await invoke(schedule.targetArn, JSON.parse(schedule.input), {
        caller: { kind: "role", roleArn: schedule.roleArn },
      });
      if (outcome.kind === "denied") return failed(outcome.reason);
      if (outcome.kind !== "throttled") return;
      if (retriesLeft <= 0) return failed(outcome.reason);
    }
  } catch (error) {
    return failed(String(error));
  }
}

/**
 * What Scheduler gives as `aws:SourceArn`: the group of the schedule, never the schedule itself.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
 */
function groupArn({ arn }: ScheduleDefinition): string {
  return arn.replace(/:schedule\/([^/]+)\/.*$/, ":schedule-group/$1");
}
