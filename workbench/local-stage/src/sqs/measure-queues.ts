import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { putQueueMetric, type QueueMetric } from "./put-queue-metric.ts";
import { queueDepth } from "./queue-depth.ts";
import type { SqsContext } from "./sqs-context.ts";

/** A message of a standard queue that was received so often no longer counts as the oldest. */
const receivesOfPoison = 3;

/** Puts how many messages each queue has at `atMs` (stage time), and how old the oldest is. */
export function measureQueues(context: SqsContext, atMs: number): void {
  for (const queue of context.queues.all) {
    const depth = queueDepth(context, queue, atMs);
    const put = (name: QueueMetric, value: number) =>
      putQueueMetric(context.metrics, queue, name, value, atMs);
    put("ApproximateNumberOfMessagesVisible", depth.visible);
    put("ApproximateNumberOfMessagesNotVisible", depth.notVisible);
    put("ApproximateNumberOfMessagesDelayed", depth.delayed);
    put("ApproximateAgeOfOldestMessage", Math.floor(oldestAgeMs(context, queue, atMs) / 1_000));
  }
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html */
function oldestAgeMs(context: SqsContext, queue: QueueDefinition, atMs: number): number {
  const sentAfterMs = atMs - queue.messageRetentionSeconds * 1_000;
  const receives = queue.fifo ? Number.MAX_SAFE_INTEGER : receivesOfPoison;
  const sinceMs = context.messages.oldestSinceMs(queue.name, sentAfterMs, receives);
  return sinceMs === undefined ? 0 : Math.max(0, atMs - sinceMs);
}
