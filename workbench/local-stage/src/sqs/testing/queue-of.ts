import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";

export const testAccountId = "123456789012";
const testRegion = "eu-central-1";

export function arnOf(name: string): string {
  return `arn:aws:sqs:${testRegion}:${testAccountId}:${name}`;
}

/** A queue with AWS's defaults. */
export function queueOf(name: string, changes: Partial<QueueDefinition> = {}): QueueDefinition {
  return {
    logicalName: name,
    name,
    arn: arnOf(name),
    fifo: name.endsWith(".fifo"),
    contentBasedDeduplication: false,
    visibilityTimeoutSeconds: 30,
    delaySeconds: 0,
    messageRetentionSeconds: 345_600,
    maximumMessageSizeBytes: 1_048_576,
    receiveWaitTimeSeconds: 0,
    ...changes,
  };
}

/** A queue whose messages go to `deadLetterName` when they were received `maxReceiveCount` times. */
export function queueWithDeadLetters(
  name: string,
  deadLetterName: string,
  maxReceiveCount: number,
): readonly [QueueDefinition, QueueDefinition] {
  const redrivePolicy = { deadLetterTargetArn: arnOf(deadLetterName), maxReceiveCount };
  return [queueOf(name, { redrivePolicy }), queueOf(deadLetterName)];
}
