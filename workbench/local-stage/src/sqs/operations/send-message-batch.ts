import { quotas } from "@stagecraft/plan/quotas";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Operation } from "../../common/operation.ts";
import { type Fields, readString } from "../../endpoint/read-fields.ts";
import { readBatch, runBatch } from "../batch.ts";
import { attributesSizeBytes, readMessageAttributes } from "../messages/message-attributes.ts";
import { readDeduplicationId, readMessage } from "../messages/read-message.ts";
import { storeMessage } from "../messages/store-message.ts";
import { queueOperation } from "../queue-operation.ts";
import type { SqsContext } from "../sqs-context.ts";
import { invalidParameter, modelledError } from "../sqs-error.ts";

const maximumBatchBytes = quotas.sqs.batchBytes.value;

export function sendMessageBatch(context: SqsContext): Operation {
  return queueOperation(context, "sqs:SendMessage", (queue, fields, call) => {
    const entries = readBatch(fields, "SendMessageBatchRequestEntry");
    const batchBytes = entries.reduce((sum, entry) => sum + sizeBytes(entry.fields), 0);
    if (batchBytes > maximumBatchBytes) {
      throw modelledError(
        "BatchRequestTooLong",
        `Batch requests cannot be longer than ${maximumBatchBytes} bytes. You have sent ${batchBytes} bytes.`,
      );
    }
    if (queue.fifo) for (const { fields } of entries) refuseWithoutFifoIds(queue, fields);
    const result = context.state.transaction(() =>
      runBatch(entries, (entry) =>
        storeMessage(context, queue, readMessage(queue, entry.fields, "entry"), call),
      ),
    );
    if (result.Successful !== undefined) context.arrivals.arrived(queue.name);
    return result;
  });
}

/** An entry without a group or a deduplication id fails the whole batch, with another code than SendMessage's for the group. */
function refuseWithoutFifoIds(queue: QueueDefinition, fields: Fields) {
  if (readString(fields, "MessageGroupId") === undefined) {
    throw invalidParameter("The request must contain the parameter MessageGroupId.");
  }
  readDeduplicationId(queue, fields);
}

/** The size of an entry; an invalid one fails later by itself, and not the batch. */
function sizeBytes(fields: Fields): number {
  const bodyBytes = Buffer.byteLength(readString(fields, "MessageBody") ?? "");
  try {
    return bodyBytes + attributesSizeBytes(readMessageAttributes(fields));
  } catch {
    return bodyBytes;
  }
}
