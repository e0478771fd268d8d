import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { QueueDepth } from "./messages/message-store.ts";
import type { SqsContext } from "./sqs-context.ts";

/** How many messages the queue has by state, without expired ones. */
export function queueDepth(context: SqsContext, queue: QueueDefinition): QueueDepth {
  const nowMs = context.clock.nowMs();
  const sentAfterMs = nowMs - queue.messageRetentionSeconds * 1_000;
  return context.messages.depth(queue.name, nowMs, sentAfterMs);
}
