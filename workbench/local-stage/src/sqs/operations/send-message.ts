import type { Operation } from "../../operation.ts";
import { queueOperation } from "../queue-operation.ts";
import { readMessage } from "../read-message.ts";
import type { SqsContext } from "../sqs-context.ts";
import { storeMessage } from "../store-message.ts";

export function sendMessage(context: SqsContext): Operation {
  return queueOperation(context, "sqs:SendMessage", (queue, fields, call) => {
    const message = readMessage(queue, fields);
    const sent = context.state.transaction(() => storeMessage(context, queue, message, call));
    context.arrivals.arrived(queue.name);
    return sent;
  });
}
