import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { SqsContext } from "../sqs-context.ts";

/** In a FIFO queue the next message of the group becomes receivable; in a standard queue a message only will not become visible again. */
export function notifyAfterDelete(context: SqsContext, queue: QueueDefinition) {
  if (queue.fifo) context.arrivals.arrived(queue.name);
  else context.arrivals.rescheduled(queue.name);
}
