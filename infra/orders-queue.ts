import { canSend } from "./capability.ts";

/** How long one delivery may take before another consumer may have it: at least six timeouts of the consumer. */
const visibilityTimeout = "3 minutes";

const deadLetters = new sst.aws.Queue("OrdersDeadLetters", {
  visibilityTimeout,
  transform: { queue: { messageRetentionSeconds: 14 * 24 * 60 * 60, sqsManagedSseEnabled: true } },
});

/** Placed orders on their way to the pipeline. */
export const ordersQueue = new sst.aws.Queue("Orders", {
  visibilityTimeout,
  dlq: { queue: deadLetters.arn, retry: 3 },
  transform: { queue: { messageRetentionSeconds: 4 * 24 * 60 * 60, sqsManagedSseEnabled: true } },
});

new aws.sqs.RedriveAllowPolicy("OrdersDeadLettersSources", {
  queueUrl: deadLetters.url,
  redriveAllowPolicy: $jsonStringify({
    redrivePermission: "byQueue",
    sourceQueueArns: [ordersQueue.arn],
  }),
});

export const toOrdersQueue = canSend("OrdersQueue", ordersQueue);
