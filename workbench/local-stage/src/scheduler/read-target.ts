import {
  type ScheduleDefinition,
  scheduleDefaults,
} from "@stagecraft/plan/resources/scheduler/schedules";
import { notImplemented } from "../common/not-implemented.ts";
import { type Fields, readString } from "../endpoint/read-fields.ts";
import { optionalFields, readIntegerBetween, requiredString } from "./read-members.ts";
import { schedulerValidationError } from "./scheduler-error.ts";

type Target = Pick<
  ScheduleDefinition,
  | "targetArn"
  | "roleArn"
  | "input"
  | "maximumRetryAttempts"
  | "maximumEventAgeSeconds"
  | "deadLetterArn"
>;

/** For targets that the stage does not serve. */
const parametersOfOtherTargets = [
  "EcsParameters",
  "EventBridgeParameters",
  "EventBridgePutEventsV2Parameters",
  "EventBridgePutRawEventsParameters",
  "KinesisParameters",
  "SageMakerPipelineParameters",
  "SqsParameters",
];

/**
 * Reads the Target of UpdateSchedule. What is absent gets its default.
 * @param presentArn the schedule's target until now
 * @throws AwsError ValidationException, and NotImplemented for a new target that is not a function
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_Target.html
 */
export function readTarget(target: Fields, presentArn: string): Target {
  const targetArn = requiredString(target, "Arn");
  if (targetArn !== presentArn && !isFunction(targetArn)) {
    throw notImplemented(`EventBridge Scheduler.UpdateSchedule with the Target.Arn ${targetArn}`);
  }
  for (const name of parametersOfOtherTargets) {
    if (target[name] === undefined || target[name] === null) continue;
    throw notImplemented(`EventBridge Scheduler.UpdateSchedule with Target.${name}`);
  }
  const retry = optionalFields(target, "RetryPolicy") ?? {};
  const deadLetterArn = readString(optionalFields(target, "DeadLetterConfig") ?? {}, "Arn");
  return {
    targetArn,
    roleArn: requiredString(target, "RoleArn"),
    input: readInput(target),
    maximumRetryAttempts:
      readIntegerBetween(retry, "MaximumRetryAttempts", 0, 185) ??
      scheduleDefaults.maximumRetryAttempts,
    maximumEventAgeSeconds:
      readIntegerBetween(retry, "MaximumEventAgeInSeconds", 60, 86_400) ??
      scheduleDefaults.maximumEventAgeSeconds,
    ...(deadLetterArn === undefined ? {} : { deadLetterArn }),
  };
}

function readInput(target: Fields): string {
  const input = readString(target, "Input") ?? scheduleDefaults.input;
  try {
    JSON.parse(input);
    return input;
  } catch {
    throw schedulerValidationError("Target.Input is not valid JSON.");
  }
}

/** Without a qualifier: the stage runs no schedule of a version or an alias. */
function isFunction(arn: string): boolean {
  return /^arn:[^:]+:lambda:[^:]*:\d*:function:[^:]+$/.test(arn);
}
