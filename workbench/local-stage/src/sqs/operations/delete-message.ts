import type { Operation } from "../../common/operation.ts";
import { deleteReceived } from "../messages/delete-received.ts";
import { notifyAfterDelete } from "../messages/notify-after-delete.ts";
import { queueOperation } from "../queue-operation.ts";
import { requireString } from "../read-input.ts";
import type { SqsContext } from "../sqs-context.ts";

export function deleteMessage(context: SqsContext): Operation {
  return queueOperation(context, "sqs:DeleteMessage", (queue, fields) => {
    const handle = requireString(fields, "ReceiptHandle");
    context.state.transaction(() => deleteReceived(context, queue, handle));
    notifyAfterDelete(context, queue);
    return {};
  });
}
