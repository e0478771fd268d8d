import type { Json, Plan, Resource } from "../../plan.ts";
import { isObject, objectOf, ownName, resourcesOf, textOf } from "../../resources.ts";

/** An EventBridge Scheduler schedule. */
export type ScheduleDefinition = {
  readonly logicalName: string;
  readonly name: string;
  /** The schedule group. */
  readonly group: string;
  readonly arn: string;
  readonly description?: string | undefined;
  /** `rate(1 minute)`, `cron(0 9 ? * MON-FRI *)` or `at(2026-11-20T13:00:00)`. */
  readonly expression: string;
  readonly timezone: string;
  readonly enabled: boolean;
  /** The flexible time window. Absent when it is off. */
  readonly flexibleWindowMinutes?: number | undefined;
  readonly startDateMs?: number | undefined;
  readonly endDateMs?: number | undefined;
  readonly actionAfterCompletion: "NONE" | "DELETE";
  readonly kmsKeyArn?: string | undefined;
  readonly targetArn: string;
  /** The role that Scheduler assumes. */
  readonly roleArn: string;
  /** The JSON text that the target gets. */
  readonly input: string;
  readonly maximumRetryAttempts: number;
  /** For how long Scheduler retries an invocation. */
  readonly maximumEventAgeSeconds: number;
  /** The dead-letter queue for calls that failed. */
  readonly deadLetterArn?: string;
};

/** The group of schedules that name none. */
export const defaultScheduleGroup = "default";

/**
 * What Scheduler assumes for what a schedule leaves out.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_RetryPolicy.html
 */
export const scheduleDefaults = {
  timezone: "UTC",
  input: "{}",
  maximumRetryAttempts: 185,
  maximumEventAgeSeconds: 86_400,
} as const;

/** Every schedule of the Plan. Defaults are Scheduler's own. */
export function schedulesOf(plan: Plan): readonly ScheduleDefinition[] {
  return resourcesOf(plan, "aws:scheduler/schedule:Schedule").map((resource) => {
    const { inputs, outputs } = resource;
    return {
      logicalName: ownName(resource),
      name: textOf(resource, "name"),
      group: String(outputs.groupName ?? inputs.groupName ?? defaultScheduleGroup),
      arn: textOf(resource, "arn"),
      description: givenText(inputs.description),
      expression: textOf(resource, "scheduleExpression"),
      timezone: String(inputs.scheduleExpressionTimezone ?? scheduleDefaults.timezone),
      enabled: inputs.state !== "DISABLED",
      flexibleWindowMinutes: windowMinutesOf(resource),
      startDateMs: dateMsOf(inputs.startDate),
      endDateMs: dateMsOf(inputs.endDate),
      actionAfterCompletion: inputs.actionAfterCompletion === "DELETE" ? "DELETE" : "NONE",
      kmsKeyArn: givenText(inputs.kmsKeyArn),
      ...targetOf(resource),
    };
  });
}

/** The names of the Plan's schedule groups, and of the one that every account has. */
export function scheduleGroupsOf(plan: Plan): readonly string[] {
  const groups = resourcesOf(plan, "aws:scheduler/scheduleGroup:ScheduleGroup");
  return [defaultScheduleGroup, ...groups.map((group) => textOf(group, "name"))];
}

function targetOf(resource: Resource) {
  const target = objectOf(resource, "target");
  const deadLetters = isObject(target.deadLetterConfig) ? target.deadLetterConfig : {};
  const retry = isObject(target.retryPolicy) ? target.retryPolicy : {};
  const { input, maximumRetryAttempts, maximumEventAgeSeconds } = scheduleDefaults;
  return {
    targetArn: String(target.arn),
    roleArn: String(target.roleArn),
    input: String(target.input ?? input),
    maximumRetryAttempts: Number(retry.maximumRetryAttempts ?? maximumRetryAttempts),
    maximumEventAgeSeconds: Number(retry.maximumEventAgeInSeconds ?? maximumEventAgeSeconds),
    ...(typeof deadLetters.arn === "string" ? { deadLetterArn: deadLetters.arn } : {}),
  };
}

function windowMinutesOf(resource: Resource): number | undefined {
  const { mode, maximumWindowInMinutes } = objectOf(resource, "flexibleTimeWindow");
  return mode === "FLEXIBLE" ? Number(maximumWindowInMinutes) : undefined;
}

function givenText(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function dateMsOf(value: Json | undefined): number | undefined {
  return typeof value === "string" ? Date.parse(value) : undefined;
}
