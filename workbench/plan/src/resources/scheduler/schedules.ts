import type { Plan } from "../../plan.ts";
import { isObject, objectOf, ownName, resourcesOf, textOf } from "../../resources.ts";

/** An EventBridge Scheduler schedule as the Plan has it. */
export type ScheduleDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  /** `rate(1 minute)`, `cron(0 9 ? * MON-FRI *)` or `at(2026-11-20T13:00:00)`. */
  readonly expression: string;
  readonly timezone: string;
  readonly enabled: boolean;
  readonly targetArn: string;
  /** The role that Scheduler assumes. */
  readonly roleArn: string;
  /** The JSON text that the target gets. */
  readonly input: string;
  readonly maximumRetryAttempts: number;
  /** The dead-letter queue for calls that failed. */
  readonly deadLetterArn?: string;
};

/** Every schedule of the Plan. Defaults are Scheduler's own. */
export function schedulesOf(plan: Plan): readonly ScheduleDefinition[] {
  return resourcesOf(plan, "aws:scheduler/schedule:Schedule").map((resource) => {
    const target = objectOf(resource, "target");
    const deadLetters = isObject(target.deadLetterConfig) ? target.deadLetterConfig : {};
    const retry = isObject(target.retryPolicy) ? target.retryPolicy : {};
    return {
      logicalName: ownName(resource),
      name: textOf(resource, "name"),
      arn: textOf(resource, "arn"),
      expression: textOf(resource, "scheduleExpression"),
      timezone: String(resource.inputs.scheduleExpressionTimezone ?? "UTC"),
      enabled: resource.inputs.state !== "DISABLED",
      targetArn: String(target.arn),
      roleArn: String(target.roleArn),
      input: String(target.input ?? "{}"),
      maximumRetryAttempts: Number(retry.maximumRetryAttempts ?? 185),
      ...(typeof deadLetters.arn === "string" ? { deadLetterArn: deadLetters.arn } : {}),
    };
  });
}
