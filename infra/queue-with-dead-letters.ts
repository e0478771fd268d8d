import type { Contract, DeadLetters, QueueVia } from "../packages/contracts/src/contract.ts";
import { deadLetterQueue } from "./dead-letters.ts";
import { keepMessages } from "./keep-messages.ts";

/** A queue as its contract has it, and the one beside it that keeps what could not be handled: from it alone. */
export function queueWithDeadLetters(
  name: string,
  { via, deadLetters: letters }: Contract<QueueVia, DeadLetters>,
) {
  const visibilityTimeout = `${via.visibilityTimeoutSeconds} seconds` as const;
  const deadLetters = deadLetterQueue(`${name}DeadLetters`, letters, { visibilityTimeout });
  const queue = new sst.aws.Queue(name, {
    visibilityTimeout,
    dlq: { queue: deadLetters.arn, retry: via.deliveries },
    transform: { queue: keepMessages(via.retentionSeconds) },
  });
  new aws.sqs.RedriveAllowPolicy(`${name}DeadLettersSources`, {
    queueUrl: deadLetters.url,
    redriveAllowPolicy: $jsonStringify({
      redrivePermission: "byQueue",
      sourceQueueArns: [queue.arn],
    }),
  });
  return queue;
}
