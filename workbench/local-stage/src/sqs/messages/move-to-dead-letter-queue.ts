import type { QueueDefinition } from "@stagecraft/plan/queue-definition";
import type { SqsContext } from "../sqs-context.ts";
import type { StoredMessage } from "./message-store.ts";

/**
 * Moves a message that was received too often. It keeps its id and its count. In a standard queue its age goes
 * on; in a FIFO queue it is new in time and its own id becomes its deduplication id, so that two messages that
 * shared one do not hide each other.
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
