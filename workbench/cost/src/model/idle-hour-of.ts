import type { Plan } from "@stagecraft/plan/plan";
import { objectOf, resourcesOf } from "@stagecraft/plan/resources";
import { nextDueMs } from "@stagecraft/plan/resources/scheduler/schedule-expression";
import {
  type ScheduleDefinition,
  schedulesOf,
} from "@stagecraft/plan/resources/scheduler/schedules";
import type { MeteredUse } from "../usage/metered-use.ts";

const dayMs = 24 * 60 * 60_000;
const hoursInDay = 24;

/** A day without a change of any clock. */
const someDayMs = Date.UTC(2026, 0, 15);

/**
 * What an hour without work uses with the schedules of this Plan: it was measured with those of one stage, and another stage, or
 * another setting, may run them less often. What a schedule causes is what its function and that function's log group use.
 */
export function idleHourOf(plan: Plan, measured: readonly MeteredUse[]): readonly MeteredUse[] {
  return schedulesOf(plan).reduce((uses, schedule) => {
    const caused = causedBy(plan, schedule);
    const own = uses.find(({ unit, name }) => unit === "scheduler-invocations" && caused.has(name));
    if (!own) return uses;
    const factor = timesAnHour(schedule) / own.amount;
    return uses.map((use) =>
      caused.has(use.name) ? { ...use, amount: use.amount * factor } : use,
    );
  }, measured);
}

/** How often it is due on average. */
function timesAnHour({ expression, timezone, enabled }: ScheduleDefinition): number {
  let times = 0;
  let atMs: number | undefined = someDayMs;
  while (enabled) {
    atMs = nextDueMs(expression, atMs, someDayMs, timezone);
    if (atMs === undefined || atMs > someDayMs + dayMs) break;
    times += 1;
  }
  return times / hoursInDay;
}

/** The names of the schedule, its function (which it may invoke through an alias) and the function's log group. */
function causedBy(plan: Plan, { arn, targetArn }: ScheduleDefinition): ReadonlySet<string> {
  const target = resourcesOf(plan, "aws:lambda/function:Function").find(
    ({ outputs }) => outputs.arn === targetArn || targetArn.startsWith(`${outputs.arn}:`),
  );
  const { logGroup } = target ? objectOf(target, "loggingConfig") : {};
  const ids = [arn, target?.outputs.arn, logGroup].filter((id) => typeof id === "string");
  return new Set(
    plan.resources
      .filter(({ outputs }) => ids.some((id) => id === outputs.arn || id === outputs.id))
      .map(({ name }) => name),
  );
}
