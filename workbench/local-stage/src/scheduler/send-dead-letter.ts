import type { ScheduleDefinition } from "@stagecraft/plan/resources/scheduler/schedules";
import { AwsError } from "../common/aws-error.ts";
import type { QueueMessage } from "../sqs/queue-message.ts";
import { putScheduleMetric } from "./put-schedule-metric.ts";
import type { ScheduleContext } from "./schedule-context.ts";

/**
 * Sends an event that did not reach its target to the schedule's dead-letter queue, as the schedule's role. What the role
 * may not send is lost, and reported.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
 */
export function sendDeadLetter(
  schedule: ScheduleDefinition,
  reason: string,
  { authority, clock, metrics, reports, sendToQueue }: ScheduleContext,
): void {
  const { roleArn, logicalName, deadLetterArn } = schedule;
  if (deadLetterArn === undefined) return;
  const caller = { kind: "role", roleArn } as const;
  const lost = (why: string) => {
    putScheduleMetric(metrics, schedule, "InvocationsFailedToBeSentToDeadLetterCount");
    reports.add({
      kind: "failed",
      key: `dead-letter message ${schedule.name}`,
      message: `the dead-letter message of the schedule ${logicalName} did not reach ${deadLetterArn}: ${why}`,
    });
  };
  const authorization = authority.authorize(caller, {
    action: "sqs:SendMessage",
    resource: deadLetterArn,
  });
  if (!authorization.allowed) return void lost(authorization.explanation);
  try {
    sendToQueue(deadLetterArn, deadLetter(schedule, reason, clock.nowMs()), caller);
    putScheduleMetric(metrics, schedule, "InvocationsSentToDeadLetterCount");
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    lost(error.message);
  }
}

function deadLetter(schedule: ScheduleDefinition, reason: string, nowMs: number): QueueMessage {
  const text = (value: string) => ({ DataType: "String", StringValue: value }) as const;
  return {
    body: schedule.input,
    attributes: {
      ERROR_MESSAGE: text(reason),
      IS_PAYLOAD_TRUNCATED: text("false"),
      RETRY_ATTEMPTS: text("0"),
      SCHEDULED_TIME: text(new Date(nowMs).toISOString()),
      SCHEDULE_ARN: text(schedule.arn),
      TARGET_ARN: text(schedule.targetArn),
    },
  };
}
