import type { Plan } from "@stagecraft/plan/plan";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { type Contract, insideOf } from "./declarations.ts";

/**
 * The longest time between the first and the last delivery of a message, in seconds, by the program's settings: its retries, its
 * time in a dead-letter queue, one redrive, and the retries after it. Null: without a limit. Each further redrive adds to it.
 */
export function longestRedelivery(plan: Plan, contract: Contract): number | null {
  const { via } = contract;
  switch (via.kind) {
    case "queue": {
      const queues = queuesOf(plan);
      const queue = queues.find(({ logicalName }) => logicalName === via.queue);
      const keptFor = queue?.messageRetentionSeconds ?? via.retentionSeconds;
      const deadLetters = queues.find(
        ({ arn }) => arn === queue?.redrivePolicy?.deadLetterTargetArn,
      );
      if (!deadLetters) return keptFor;
      // In a standard dead-letter queue a message keeps the time at which it was sent, and gets a new one when it is
      // moved back: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
      const untilRedrive = deadLetters.fifo
        ? keptFor + deadLetters.messageRetentionSeconds
        : Math.max(keptFor, deadLetters.messageRetentionSeconds);
      return untilRedrive + keptFor;
    }
    case "stream": {
      const stream = streamsOf(plan).find(({ logicalName }) => logicalName === via.stream);
      // A skipped record can be read again until the stream's retention ends.
      return stream ? stream.retentionHours * 60 * 60 : via.retentionSeconds;
    }
    case "object":
    case "schedule": {
      const called = functionsOf(plan).find(
        ({ logicalName }) => logicalName === insideOf(contract.consumer),
      );
      const config = eventInvokeConfigsOf(plan).find(
        ({ functionArn }) => functionArn === called?.arn,
      );
      const ageSeconds = config ? config.maximumEventAgeMs / 1_000 : via.maximumAgeSeconds;
      const deadLetters = queuesOf(plan).find(({ arn }) => arn === config?.onFailureArn);
      return deadLetters ? 2 * ageSeconds + deadLetters.messageRetentionSeconds : ageSeconds;
    }
    case "http":
      return via.repeatsForSeconds;
    case "workflow":
    case "task":
      return via.timeoutSeconds;
    case "deploy":
    case "operator":
    case "report":
    case "call":
      return null;
  }
}
