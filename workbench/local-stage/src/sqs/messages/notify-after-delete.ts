import type { QueueDefinition } from "@stagecraft/plan/queue-definition";
import type { SqsContext } from "../sqs-context.ts";

/** A deleted message sets its FIFO group free; in a standard queue it only will not become visible again. */
export function ringAfterDelete(context: SqsContext, queue: QueueDefinition) {
  if (queue.fifo) context.arrivals.arrived(queue.name);
  else context.arrivals.rescheduled(queue.name);
}
