import { sqsUnits } from "@stagecraft/cost/units/request-units";
import type { Fields } from "../endpoint/read-fields.ts";
import type { Sqs } from "../sqs/sqs.ts";
import type { Meter } from "./meter.ts";
import { type AnsweredCall, meterCalls } from "./meter-calls.ts";

/** The most messages of one call: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const largestBatch = 10;

/**
 * SQS whose requests are counted, those of event source mappings too. A mapping's receives that find nothing are not counted here:
 * this stage does not poll, and how often AWS polls depends on the time alone.
 * @see https://aws.amazon.com/sqs/pricing/
 */
export function meterSqs(sqs: Sqs, meter: Meter): Sqs {
  return {
    ...sqs,
    operations: meterCalls(sqs.operations, meter, "sqs-requests", (call) =>
      sqsUnits(messageBytes(call)),
    ),
    receive(queue, limits) {
      const messages = sqs.receive(queue, limits);
      for (let first = 0; first < messages.length; first += largestBatch) {
        const batch = messages.slice(first, first + largestBatch);
        const bytes = batch.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0);
        meter.add(queue.arn, "sqs-requests", sqsUnits(bytes));
      }
      return messages;
    },
    deleteReceived(queue, receiptHandles) {
      sqs.deleteReceived(queue, receiptHandles);
      meter.add(queue.arn, "sqs-requests", Math.ceil(receiptHandles.length / largestBatch));
    },
  };
}

/** The bytes of the messages that a call sends or receives, with their attributes. */
function messageBytes({ operation, input, output }: AnsweredCall): number {
  if (operation === "SendMessage") return sizeOf(input.MessageBody, input.MessageAttributes);
  const messages =
    operation === "SendMessageBatch"
      ? input.Entries
      : operation === "ReceiveMessage"
        ? output.Messages
        : [];
  if (!Array.isArray(messages)) return 0;
  return (messages as Fields[]).reduce(
    (sum, message) => sum + sizeOf(message.MessageBody ?? message.Body, message.MessageAttributes),
    0,
  );
}

function sizeOf(body: unknown, attributes: unknown): number {
  const attributeBytes =
    attributes === undefined ? 0 : Buffer.byteLength(JSON.stringify(attributes));
  return Buffer.byteLength(String(body ?? "")) + attributeBytes;
}
