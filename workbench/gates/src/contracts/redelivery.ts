import type { Plan } from "@stagecraft/plan/plan";
import { streamsOf } from "@stagecraft/plan/resources/kinesis/streams";
import { eventInvokeConfigsOf } from "@stagecraft/plan/resources/lambda/event-invoke-configs";
import { functionsOf } from "@stagecraft/plan/resources/lambda/functions";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import { type Contract, insideOf } from "./declarations.ts";

/**
 * The longest time from the first delivery of something to its last, in seconds, as the program has it: until it is lost
 * or replayed from where it ended once, and delivered to the end of that. Null: as long as the caller likes. A person who
 * replays it over and over lengthens that each time.
 */
export function longestRedelivery(plan: Plan, contract: Contract): number | null {
  const { via } = contract;
  switch (via.kind) {
    case "queue": {
      const queues = queuesOf(plan);
      const queue = queues.find(({ logicalName }) => logicalName === via.queue);
      const keptFor = queue?.messageRetentionSeconds ?? via.retentionSeconds;
      const letters = queues.find(({ arn }) => arn === queue?.redrivePolicy?.deadLetterTargetArn);
      if (!letters) return keptFor;
      // A message keeps its time of sending among the dead letters of a standard queue, and gets a new one when it is
      // moved back: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/setting-up-dead-letter-queue-retention.html
      const untilReplay = letters.fifo
        ? keptFor + letters.messageRetentionSeconds
        : Math.max(keptFor, letters.messageRetentionSeconds);
      return untilReplay + keptFor;
    }
    case "stream": {
      const stream = streamsOf(plan).find(({ logicalName }) => logicalName === via.stream);
      // A record that is lost to its consumer can be read again for as long as the stream has it, and no longer.
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
      const letters = queuesOf(plan).find(({ arn }) => arn === config?.onFailureArn);
      return letters ? 2 * ageSeconds + letters.messageRetentionSeconds : ageSeconds;
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
