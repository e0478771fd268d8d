import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import {
  digestAttributes,
  type MessageAttributes,
  selectAttributes,
} from "./message-attributes.ts";
import type { StoredMessage } from "./message-store.ts";
import { formatReceiptHandle } from "./receipt-handle.ts";
import { formatSequenceNumber } from "./sequence-number.ts";

/** A message as ReceiveMessage gives it. */
export type ReceivedMessage = {
  readonly MessageId: string;
  readonly ReceiptHandle: string;
  readonly MD5OfBody: string;
  readonly Body: string;
  readonly Attributes?: Partial<SystemAttributes>;
  readonly MD5OfMessageAttributes?: string;
  readonly MessageAttributes?: MessageAttributes;
};

/** A message with the requested system and message attributes. */
export function receivedMessage(
  queue: QueueDefinition,
  message: StoredMessage,
  wanted: { readonly system: readonly string[]; readonly message: readonly string[] },
): ReceivedMessage {
  const system = selectSystemAttributes(queue, message, wanted.system);
  const attributes =
    message.attributes === null
      ? {}
      : selectAttributes(JSON.parse(message.attributes), wanted.message);
  return {
    MessageId: message.messageId,
    ReceiptHandle: formatReceiptHandle({
      queueName: queue.name,
      seq: message.seq,
      receiveCount: message.receiveCount,
    }),
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(Object.keys(attributes).length > 0 && {
      MD5OfMessageAttributes: digestAttributes(attributes),
      MessageAttributes: attributes,
    }),
  };
}

/** The system attributes of a message after its latest receive. */
export type SystemAttributes = {
  readonly SenderId: string;
  readonly SentTimestamp: string;
  readonly ApproximateReceiveCount: string;
  readonly ApproximateFirstReceiveTimestamp: string;
  readonly AWSTraceHeader?: string;
  readonly DeadLetterQueueSourceArn?: string;
  readonly MessageGroupId?: string;
  readonly MessageDeduplicationId?: string;
  readonly SequenceNumber?: string;
};

export function systemAttributes(queue: QueueDefinition, message: StoredMessage): SystemAttributes {
  return {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAtMs),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAtMs),
    ...(message.traceHeader !== null && { AWSTraceHeader: message.traceHeader }),
    ...(message.deadLetterSourceArn !== null && {
      DeadLetterQueueSourceArn: message.deadLetterSourceArn,
    }),
    ...(message.groupId !== null && { MessageGroupId: message.groupId }),
    ...(message.deduplicationId !== null && { MessageDeduplicationId: message.deduplicationId }),
    ...(queue.fifo && { SequenceNumber: formatSequenceNumber(message.seq) }),
  };
}

function selectSystemAttributes(
  queue: QueueDefinition,
  message: StoredMessage,
  wanted: readonly string[],
): Partial<SystemAttributes> {
  if (wanted.length === 0) return {};
  const present = systemAttributes(queue, message);
  if (wanted.includes("All")) return present;
  return Object.fromEntries(Object.entries(present).filter(([name]) => wanted.includes(name)));
}
