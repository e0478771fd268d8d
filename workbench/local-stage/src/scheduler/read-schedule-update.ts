import { scheduleProblem } from "@stagecraft/plan/resources/scheduler/schedule-expression";
import {
  type ScheduleDefinition,
  scheduleDefaults,
} from "@stagecraft/plan/resources/scheduler/schedules";
import { type Fields, readString } from "../endpoint/read-fields.ts";
import { wrongType } from "../endpoint/wrong-type.ts";
import { readIntegerBetween, readOneOf, requiredFields, requiredString } from "./read-members.ts";
import { readTarget } from "./read-target.ts";
import { brokenConstraint, schedulerValidationError } from "./scheduler-error.ts";

/**
 * Reads UpdateSchedule: the whole new definition of a schedule. What is absent gets its default, whatever the schedule had.
 * @throws AwsError ValidationException
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
 */
export function readScheduleUpdate(body: Fields, present: ScheduleDefinition): ScheduleDefinition {
  const { logicalName, name, group, arn, targetArn } = present;
  return {
    logicalName,
    name,
    group,
    arn,
    description: readString(body, "Description"),
    expression: readExpression(body),
    timezone: readTimezone(body),
    enabled: readOneOf(body, "State", ["ENABLED", "DISABLED"]) !== "DISABLED",
    flexibleWindowMinutes: readWindowMinutes(requiredFields(body, "FlexibleTimeWindow")),
    startDateMs: readDateMs(body, "StartDate"),
    endDateMs: readDateMs(body, "EndDate"),
    actionAfterCompletion: readOneOf(body, "ActionAfterCompletion", ["NONE", "DELETE"]) ?? "NONE",
    kmsKeyArn: readString(body, "KmsKeyArn"),
    ...readTarget(requiredFields(body, "Target"), targetArn),
  };
}

function readExpression(body: Fields): string {
  const expression = requiredString(body, "ScheduleExpression");
  if (scheduleProblem(expression) === undefined) return expression;
  throw schedulerValidationError(`Invalid Schedule Expression ${expression}.`);
}

function readTimezone(body: Fields): string {
  const timezone = readString(body, "ScheduleExpressionTimezone") ?? scheduleDefaults.timezone;
  try {
    new Intl.DateTimeFormat("en", { timeZone: timezone });
    return timezone;
  } catch {
    throw schedulerValidationError(`Invalid Schedule Expression Timezone ${timezone}.`);
  }
}

function readWindowMinutes(window: Fields): number | undefined {
  const mode = readOneOf(window, "Mode", ["OFF", "FLEXIBLE"]);
  if (mode === undefined) {
    throw brokenConstraint(undefined, "flexibleTimeWindow.mode", "not be null");
  }
  const minutes = readIntegerBetween(window, "MaximumWindowInMinutes", 1, 1_440);
  if ((mode === "FLEXIBLE") === (minutes !== undefined)) return minutes;
  throw schedulerValidationError(
    "A flexible time window has MaximumWindowInMinutes, and one that is off has none.",
  );
}

/** In the request as seconds since the epoch. */
function readDateMs(body: Fields, name: string): number | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "number") throw wrongType(name, "a number");
  return value * 1_000;
}
