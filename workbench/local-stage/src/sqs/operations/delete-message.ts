import type { Operation } from "../../operation.ts";
import { deleteReceived } from "../delete-received.ts";
import { queueOperation } from "../queue-operation.ts";
import { requireString } from "../read-input.ts";
import { ringAfterDelete } from "../ring-after-delete.ts";
import type { SqsContext } from "../sqs-context.ts";

export function deleteMessage(context: SqsContext): Operation {
  return queueOperation(context, "sqs:DeleteMessage", (queue, fields) => {
    const handle = requireString(fields, "ReceiptHandle");
    context.state.transaction(() => deleteReceived(context, queue, handle));
    ringAfterDelete(context, queue);
    return {};
  });
}
