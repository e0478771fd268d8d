import { canSend } from "./capability.ts";

/** How long one delivery may take before another consumer may have it: six timeouts of the consumer. */
const visibilityTimeout = "2 minutes";

const deadLetters = new sst.aws.Queue("CancellationsDeadLetters", {
  visibilityTimeout,
  transform: { queue: { messageRetentionSeconds: 14 * 24 * 60 * 60, sqsManagedSseEnabled: true } },
});

/** Word for workflows whose orders are wanted no more. */
export const cancellationsQueue = new sst.aws.Queue("Cancellations", {
  visibilityTimeout,
  dlq: { queue: deadLetters.arn, retry: 5 },
  transform: { queue: { messageRetentionSeconds: 24 * 60 * 60, sqsManagedSseEnabled: true } },
});

new aws.sqs.RedriveAllowPolicy("CancellationsDeadLettersSources", {
  queueUrl: deadLetters.url,
  redriveAllowPolicy: $jsonStringify({
    redrivePermission: "byQueue",
    sourceQueueArns: [cancellationsQueue.arn],
  }),
});

export const toCancellationsQueue = canSend("CancellationsQueue", cancellationsQueue);
