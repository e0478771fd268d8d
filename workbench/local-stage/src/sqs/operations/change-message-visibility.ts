import type { Operation } from "../../common/operation.ts";
import { changeVisibility, readVisibilityTimeout } from "../messages/change-visibility.ts";
import { queueOperation } from "../queue-operation.ts";
import { requireString } from "../read-input.ts";
import type { SqsContext } from "../sqs-context.ts";
import { missingParameter } from "../sqs-error.ts";

export function changeMessageVisibility(context: SqsContext): Operation {
  return queueOperation(context, "sqs:ChangeMessageVisibility", (queue, fields) => {
    const handle = requireString(fields, "ReceiptHandle");
    const seconds = readVisibilityTimeout(fields);
    if (seconds === undefined) throw missingParameter("VisibilityTimeout");
    context.state.transaction(() => changeVisibility(context, queue, handle, seconds));
    context.arrivals.arrived(queue.name);
    return {};
  });
}
