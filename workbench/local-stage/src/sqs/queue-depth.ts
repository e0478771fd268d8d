import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { QueueDepth } from "./messages/message-store.ts";
import type { SqsContext } from "./sqs-context.ts";

/** How many messages the queue has by state, without expired ones; `atMs` is stage time, now by default. */
export function queueDepth(
  context: SqsContext,
  queue: QueueDefinition,
  atMs = context.clock.nowMs(),
): QueueDepth {
  const sentAfterMs = atMs - queue.messageRetentionSeconds * 1_000;
  return context.messages.depth(queue.name, atMs, sentAfterMs);
}
