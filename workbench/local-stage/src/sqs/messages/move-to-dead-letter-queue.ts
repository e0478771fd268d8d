import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { SqsContext } from "../sqs-context.ts";
import type { StoredMessage } from "./message-store.ts";

/**
 * Moves a message that was received too often. It keeps its id and its receive count. In a standard queue it keeps its age;
 * in a FIFO queue it gets a new time, and its message id becomes its deduplication id, so that messages with the same one
 * are both kept.
 */
export function moveToDeadLetterQueue(
  context: SqsContext,
  message: StoredMessage,
  source: QueueDefinition,
  target: QueueDefinition,
  nowMs: number,
) {
  context.messages.remove(message.seq);
  context.messages.insert({
    ...message,
    queue: target.name,
    visibleAtMs: nowMs,
    sentAtMs: target.fifo ? nowMs : message.sentAtMs,
    deduplicationId: target.fifo ? message.messageId : null,
    deadLetterSourceArn: source.arn,
  });
}
