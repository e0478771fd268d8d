import type { StageSchedule } from "./stage-schedule.ts";

/** A schedule in the form of GetSchedule: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export function scheduleAnswer(schedule: StageSchedule): object {
  const definition = schedule.definition();
  const { flexibleWindowMinutes, deadLetterArn } = definition;
  return {
    ...identityAnswer(schedule),
    Description: definition.description,
    ScheduleExpression: definition.expression,
    ScheduleExpressionTimezone: definition.timezone,
    StartDate: seconds(definition.startDateMs),
    EndDate: seconds(definition.endDateMs),
    ActionAfterCompletion: definition.actionAfterCompletion,
    KmsKeyArn: definition.kmsKeyArn,
    FlexibleTimeWindow:
      flexibleWindowMinutes === undefined
        ? { Mode: "OFF" }
        : { Mode: "FLEXIBLE", MaximumWindowInMinutes: flexibleWindowMinutes },
    Target: {
      Arn: definition.targetArn,
      RoleArn: definition.roleArn,
      Input: definition.input,
      RetryPolicy: {
        MaximumEventAgeInSeconds: definition.maximumEventAgeSeconds,
        MaximumRetryAttempts: definition.maximumRetryAttempts,
      },
      DeadLetterConfig: deadLetterArn === undefined ? undefined : { Arn: deadLetterArn },
    },
  };
}

/** A schedule in the form of ListSchedules: https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ScheduleSummary.html */
export function scheduleSummary(schedule: StageSchedule): object {
  return { ...identityAnswer(schedule), Target: { Arn: schedule.definition().targetArn } };
}

function identityAnswer(schedule: StageSchedule) {
  const { arn, group, name, enabled } = schedule.definition();
  return {
    Arn: arn,
    GroupName: group,
    Name: name,
    State: enabled ? "ENABLED" : "DISABLED",
    CreationDate: seconds(schedule.createdAtMs()),
    LastModificationDate: seconds(schedule.changedAtMs()),
  };
}

function seconds(timeMs: number | undefined): number | undefined {
  return timeMs === undefined ? undefined : timeMs / 1_000;
}
