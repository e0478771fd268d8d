import { hash, randomUUID } from "node:crypto";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Call } from "../../common/operation.ts";
import { senderIdOf } from "../../common/sender-id.ts";
import { deliverAtOnce } from "../../faults/decide-delivery.ts";
import { putQueueMetric } from "../put-queue-metric.ts";
import type { SqsContext } from "../sqs-context.ts";
import { digestAttributes } from "./message-attributes.ts";
import type { MessageInput } from "./read-message.ts";
import { formatSequenceNumber } from "./sequence-number.ts";

/** The answer to one sent message. */
export type SentMessage = {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly MD5OfMessageSystemAttributes?: string;
  readonly SequenceNumber?: string;
};

/**
 * Stores a message, or, for a repetition in a FIFO queue, returns the first answer. The caller holds the transaction and
 * notifies those who wait for the queue afterwards.
 */
export function storeMessage(
  context: SqsContext,
  queue: QueueDefinition,
  input: MessageInput,
  call: Pick<Call, "caller" | "traceHeader">,
): SentMessage {
  const nowMs = context.clock.nowMs();
  const md5OfBody = hash("md5", input.body);
  const hasAttributes = Object.keys(input.attributes).length > 0;
  const traceHeader = input.systemAttributes.AWSTraceHeader?.StringValue;
  const deduplicationId = queue.fifo ? (input.deduplicationId ?? hash("sha256", input.body)) : null;

  let message =
    deduplicationId === null
      ? undefined
      : context.records.deduplication(queue.name, deduplicationId, nowMs);
  if (message === undefined) {
    const messageId = randomUUID();
    const { delayMs, againAfterMs } = queue.fifo
      ? deliverAtOnce(queue.logicalName)
      : context.decideDelivery(queue.logicalName);
    const visibleAtMs = nowMs + input.delayMs + delayMs;
    const stored = {
      queue: queue.name,
      messageId,
      sentAtMs: nowMs,
      visibleAtMs,
      receiveCount: 0,
      firstReceivedAtMs: null,
      senderId: senderIdOf(call.caller),
      md5OfBody,
      groupId: input.groupId,
      deduplicationId,
      deadLetterSourceArn: null,
      traceHeader: traceHeader ?? call.traceHeader ?? null,
      attributes: hasAttributes ? JSON.stringify(input.attributes) : null,
      body: input.body,
    };
    message = { messageId, seq: context.messages.insert(stored) };
    if (againAfterMs !== undefined) {
      context.messages.insert({ ...stored, visibleAtMs: visibleAtMs + againAfterMs });
    }
    putQueueMetric(context.metrics, queue, "NumberOfMessagesSent", 1);
    putQueueMetric(context.metrics, queue, "SentMessageSize", Buffer.byteLength(input.body));
    if (deduplicationId !== null) {
      context.records.remember(queue.name, deduplicationId, nowMs, message);
    }
  }
  return {
    MessageId: message.messageId,
    MD5OfMessageBody: md5OfBody,
    ...(hasAttributes && { MD5OfMessageAttributes: digestAttributes(input.attributes) }),
    ...(traceHeader !== undefined && {
      MD5OfMessageSystemAttributes: digestAttributes(input.systemAttributes),
    }),
    ...(queue.fifo && { SequenceNumber: formatSequenceNumber(message.seq) }),
  };
}
