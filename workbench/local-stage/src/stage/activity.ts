import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Lambda } from "../lambda/lambda.ts";
import type { Sqs } from "../sqs/sqs.ts";

/** What goes on in the stage. `still`: all that is under way waits for functions that stand still until their time is over. */
export type Activity = "none" | "still" | "some";

type Parts = {
  /** Queues that functions are fed from. */
  readonly polled: readonly QueueDefinition[];
  readonly sqs: Pick<Sqs, "depths" | "hasMessages">;
  readonly lambda: Pick<Lambda, "idle" | "standsStill">;
  readonly others: readonly { idle(): boolean }[];
};

/** Looks at what can be under way: messages that may be delivered, functions that run, and what the others do. */
export function activityNow({ polled, sqs, lambda, others }: Parts): Activity {
  const depths = sqs.depths();
  // In a FIFO queue what is visible may wait behind what is held.
  const isDeliverable = (queue: QueueDefinition) =>
    depths[queue.name]?.visible !== 0 && sqs.hasMessages(queue);
  if (polled.some(isDeliverable)) return "some";
  if (lambda.standsStill()) return "still";
  return [lambda, ...others].every((part) => part.idle()) ? "none" : "some";
}
