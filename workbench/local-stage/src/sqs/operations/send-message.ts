import type { Operation } from "../../common/operation.ts";
import { readMessage } from "../messages/read-message.ts";
import { storeMessage } from "../messages/store-message.ts";
import { queueOperation } from "../queue-operation.ts";
import type { SqsContext } from "../sqs-context.ts";

export function sendMessage(context: SqsContext): Operation {
  return queueOperation(context, "sqs:SendMessage", (queue, fields, call) => {
    const message = readMessage(queue, fields);
    const sent = context.state.transaction(() => storeMessage(context, queue, message, call));
    context.arrivals.arrived(queue.name);
    return sent;
  });
}
