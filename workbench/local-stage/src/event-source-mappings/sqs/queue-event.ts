import { quotas } from "@stagecraft/plan/quotas";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { SQSMessageAttributes, SQSRecord } from "aws-lambda";
import type { MessageAttributes } from "../../sqs/messages/message-attributes.ts";
import type { StoredMessage } from "../../sqs/messages/message-store.ts";
import { receivedMessage, systemAttributes } from "../../sqs/messages/received-message.ts";

/** A message as a function gets it. A mapping with a batching window says `null` where there are no attributes. */
export type QueueRecord = Omit<SQSRecord, "md5OfMessageAttributes"> & {
  readonly md5OfMessageAttributes?: string | null;
};

/** The event of a batch. */
export type QueueEvent = { readonly Records: readonly QueueRecord[] };

export function queueRecord(
  queue: QueueDefinition,
  message: StoredMessage,
  { hasWindow }: { readonly hasWindow: boolean },
): QueueRecord {
  const received = receivedMessage(queue, message, { system: [], message: ["All"] });
  return {
    messageId: received.MessageId,
    receiptHandle: received.ReceiptHandle,
    body: received.Body,
    attributes: systemAttributes(queue, message),
    messageAttributes: messageAttributes(received.MessageAttributes ?? {}),
    ...((hasWindow || received.MD5OfMessageAttributes !== undefined) && {
      md5OfMessageAttributes: received.MD5OfMessageAttributes ?? null,
    }),
    md5OfBody: received.MD5OfBody,
    eventSource: "aws:sqs",
    eventSourceARN: queue.arn,
    awsRegion: queue.arn.split(":")[3] ?? "",
  };
}

/** Lambda's limit for a synchronous event, in bytes of JSON. */
export const maximumEventBytes = quotas.lambda.requestBytes.value;

/** Events of at most `limitBytes` each, in the order of the records. A record is never split. */
export function queueEvents(
  records: readonly QueueRecord[],
  limitBytes: number = maximumEventBytes,
): readonly QueueEvent[] {
  const events: { Records: QueueRecord[] }[] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const record of records) {
    const recordBytes = Buffer.byteLength(JSON.stringify(record)) + 1;
    if (bytes + recordBytes > limitBytes) {
      events.push({ Records: [] });
      bytes = '{"Records":[]}'.length;
    }
    events.at(-1)?.Records.push(record);
    bytes += recordBytes;
  }
  return events;
}

function messageAttributes(attributes: MessageAttributes): SQSMessageAttributes {
  const shown: SQSMessageAttributes = {};
  for (const [name, attribute] of Object.entries(attributes)) {
    shown[name] = {
      ...(attribute.StringValue !== undefined && { stringValue: attribute.StringValue }),
      ...(attribute.BinaryValue !== undefined && { binaryValue: attribute.BinaryValue }),
      stringListValues: [],
      binaryListValues: [],
      dataType: attribute.DataType,
    };
  }
  return shown;
}
