import { keepMessages } from "./keep-messages.ts";
import type { Duration } from "./seconds.ts";

type QueueSettings = {
  /** How long one delivery may take before another consumer may have it: at least six timeouts of the consumer. */
  visibilityTimeout: `${number} minutes`;
  /** How often a message is delivered before it counts as dead. */
  deliveries: number;
  retention: Duration;
};

/** A queue and the one beside it that keeps what could not be handled, which takes messages from it alone. */
export function queueWithDeadLetters(
  name: string,
  { visibilityTimeout, deliveries, retention }: QueueSettings,
) {
  const deadLetters = new sst.aws.Queue(`${name}DeadLetters`, {
    visibilityTimeout,
    transform: { queue: keepMessages("14 days") },
  });
  const queue = new sst.aws.Queue(name, {
    visibilityTimeout,
    dlq: { queue: deadLetters.arn, retry: deliveries },
    transform: { queue: keepMessages(retention) },
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
