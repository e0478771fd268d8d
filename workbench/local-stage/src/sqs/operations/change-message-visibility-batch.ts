import type { Operation } from "../../common/operation.ts";
import { readBatch, runBatch } from "../batch.ts";
import { changeVisibility, readVisibilityTimeout } from "../messages/change-visibility.ts";
import { queueOperation } from "../queue-operation.ts";
import { requireString } from "../read-input.ts";
import type { SqsContext } from "../sqs-context.ts";

export function changeMessageVisibilityBatch(context: SqsContext): Operation {
  return queueOperation(context, "sqs:ChangeMessageVisibility", (queue, fields) => {
    const entries = readBatch(fields, "ChangeMessageVisibilityBatchRequestEntry");
    const result = context.state.transaction(() =>
      runBatch(entries, (entry) => {
        const handle = requireString(entry.fields, "ReceiptHandle");
        const seconds = readVisibilityTimeout(entry.fields) ?? queue.visibilityTimeoutSeconds;
        changeVisibility(context, queue, handle, seconds);
        return {};
      }),
    );
    context.arrivals.arrived(queue.name);
    return result;
  });
}
