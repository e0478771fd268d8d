import type { Plan } from "@stagecraft/plan/plan";
import { objectOf, resourcesOf } from "@stagecraft/plan/resources";
import { splitFunctionArn } from "@stagecraft/plan/resources/lambda/function-arn";
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
 * What an hour without work uses with the schedules of this Plan: it was measured with those of one stage, and another stage, another
 * setting or a change may run them more or less often, or have more of them. What a function's schedules cause is what the function
 * and its log group use.
 */
export function idleHourOf(plan: Plan, measured: readonly MeteredUse[]): readonly MeteredUse[] {
  const byTarget = Map.groupBy(
    schedulesOf(plan),
    ({ targetArn }) => splitFunctionArn(targetArn).functionArn,
  );
  return [...byTarget].reduce(
    (uses, [functionArn, schedules]) => withSchedules(plan, uses, functionArn, schedules),
    measured,
  );
}

/** The uses with those of all schedules of one function. */
function withSchedules(
  plan: Plan,
  measured: readonly MeteredUse[],
  functionArn: string,
  schedules: readonly ScheduleDefinition[],
): readonly MeteredUse[] {
  const own = schedules.flatMap((schedule) => runsOf(plan, schedule) ?? []);
  const isOwn = ({ name, unit }: MeteredUse) =>
    unit === "scheduler-invocations" && own.some((each) => each.name === name);
  const measuredTimes = sumOf(measured.filter(isOwn));
  const times = sumOf(own);
  const others = measured.filter((use) => !isOwn(use));
  if (measuredTimes === 0) return [...others, ...own, ...callsOf(plan, functionArn, times)];
  const caused = causedBy(plan, functionArn);
  const factor = times / measuredTimes;
  return [
    ...others.map((use) => (caused.has(use.name) ? { ...use, amount: use.amount * factor } : use)),
    ...own,
  ];
}

const sumOf = (uses: readonly MeteredUse[]) => uses.reduce((sum, { amount }) => sum + amount, 0);

/** The runs of a schedule in an hour. */
function runsOf(plan: Plan, schedule: ScheduleDefinition): MeteredUse | undefined {
  const resource = plan.resources.find(({ outputs }) => outputs.arn === schedule.arn);
  return (
    resource && {
      type: resource.type,
      name: resource.name,
      unit: "scheduler-invocations",
      amount: timesAnHour(schedule),
    }
  );
}

/** The calls of a function whose schedules were never measured: it has no recorded duration, which the gate names. */
function callsOf(plan: Plan, functionArn: string, times: number): readonly MeteredUse[] {
  const target = functionOf(plan, functionArn);
  if (!target || times === 0) return [];
  return [{ type: target.type, name: target.name, unit: "lambda-requests", amount: times }];
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

function functionOf(plan: Plan, functionArn: string) {
  return resourcesOf(plan, "aws:lambda/function:Function").find(
    ({ outputs }) => outputs.arn === functionArn,
  );
}

/** The names of a function and of its log group. */
function causedBy(plan: Plan, functionArn: string): ReadonlySet<string> {
  const target = functionOf(plan, functionArn);
  const { logGroup } = target ? objectOf(target, "loggingConfig") : {};
  const ids = [functionArn, logGroup].filter((id) => typeof id === "string");
  return new Set(
    plan.resources
      .filter(({ outputs }) => ids.some((id) => id === outputs.arn || id === outputs.id))
      .map(({ name }) => name),
  );
}
