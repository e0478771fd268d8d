import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import { testAccountId, testRegion } from "../../dynamodb/testing/serve-services.ts";

/** A schedule that fires each hour and has a dead-letter queue, a description and no retries. */
export function scheduleNamed(
  name: string,
  given: Partial<ScheduleDefinition> = {},
): ScheduleDefinition {
  const { group = "default" } = given;
  return {
    logicalName: name,
    name,
    group,
    arn: `arn:aws:scheduler:${testRegion}:${testAccountId}:schedule/${group}/${name}`,
    description: "sends reminders",
    expression: "rate(1 hour)",
    timezone: "Europe/Berlin",
    enabled: true,
    actionAfterCompletion: "NONE",
    targetArn: `arn:aws:lambda:${testRegion}:${testAccountId}:function:remind`,
    roleArn: `arn:aws:iam::${testAccountId}:role/reminders`,
    input: '{"of":"today"}',
    maximumRetryAttempts: 0,
    maximumEventAgeSeconds: 3_600,
    deadLetterArn: `arn:aws:sqs:${testRegion}:${testAccountId}:not-sent`,
    ...given,
  };
}
