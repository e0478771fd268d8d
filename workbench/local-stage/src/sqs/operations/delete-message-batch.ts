import type { Operation } from "../../common/operation.ts";
import { readBatch, runBatch } from "../batch.ts";
import { deleteReceived } from "../messages/delete-received.ts";
import { notifyAfterDelete } from "../messages/notify-after-delete.ts";
import { queueOperation } from "../queue-operation.ts";
import { requireString } from "../read-input.ts";
import type { SqsContext } from "../sqs-context.ts";

export function deleteMessageBatch(context: SqsContext): Operation {
  return queueOperation(context, "sqs:DeleteMessage", (queue, fields) => {
    const entries = readBatch(fields, "DeleteMessageBatchRequestEntry");
    const result = context.state.transaction(() =>
      runBatch(entries, (entry) => {
        deleteReceived(context, queue, requireString(entry.fields, "ReceiptHandle"));
        return {};
      }),
    );
    notifyAfterDelete(context, queue);
    return result;
  });
}
