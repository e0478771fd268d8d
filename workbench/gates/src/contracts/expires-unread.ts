import { durationText } from "@stagecraft/cli/duration-text";
import { queuesOf } from "@stagecraft/plan/resources/sqs/queues";
import type { Finding } from "../finding.ts";
import type { ContractFacts } from "./contract-facts.ts";

/**
 * Dead-letter queues that keep messages no longer than their source: SQS counts from when a message was first sent, so that it may
 * expire there before anybody has seen it.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html
 */
export function expiresUnread({ plan }: ContractFacts): readonly Finding[] {
  const queues = queuesOf(plan);
  return queues.flatMap(({ logicalName, fifo, redrivePolicy, messageRetentionSeconds: kept }) => {
    const dead = queues.find(({ arn }) => arn === redrivePolicy?.deadLetterTargetArn);
    // A FIFO queue counts from the move.
    if (!dead || fifo || dead.messageRetentionSeconds > kept) return [];
    const deadText = durationText(dead.messageRetentionSeconds * 1_000);
    return [
      {
        rule: "contracts/expires-unread",
        severity: "error",
        resource: dead.logicalName,
        message: `It keeps a message for ${deadText} from when it was first sent, and ${logicalName} for ${durationText(kept * 1_000)}: a message that dies late expires unread.`,
        fix: `Give ${dead.logicalName} a longer retention than ${logicalName}, such as 14 days: messageRetentionSeconds: 1209600`,
      } as const,
    ];
  });
}
