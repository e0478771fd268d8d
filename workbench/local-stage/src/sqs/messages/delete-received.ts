import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { putQueueMetric } from "../put-queue-metric.ts";
import type { SqsContext } from "../sqs-context.ts";
import { invalidParameter } from "../sqs-error.ts";
import { receiptOf } from "./receipt-of.ts";

/**
 * Deletes a received message. A standard queue answers an outdated handle with success and keeps the message; a FIFO queue
 * refuses one whose visibility timeout has passed. To be called in a transaction.
 */
export function deleteReceived(context: SqsContext, queue: QueueDefinition, handle: string) {
  const receipt = receiptOf(queue, handle);
  if (queue.fifo) {
    const message = context.messages.bySeq(receipt.seq);
    const isHeld =
      message?.receiveCount === receipt.receiveCount && message.visibleAtMs > context.clock.nowMs();
    if (message?.queue === queue.name && !isHeld) {
      throw invalidParameter(
        `Value ${handle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
      );
    }
  }
  context.messages.removeReceived(queue.name, receipt.seq, receipt.receiveCount);
  putQueueMetric(context.metrics, queue, "NumberOfMessagesDeleted", 1);
}
