import { quotas } from "@stagecraft/plan/quotas";

const { queuePollersAtFirst, queuePollers, queuePollersMorePerMinute } = quotas.lambda;

/** How many batches a mapping from SQS processes at once, over time. */
export type QueuePollers = {
  readonly count: number;
  /** Lets a second pass: while messages wait there are more pollers, and after them as many as at first. */
  tick(isWaiting: boolean): void;
};

/** @param maximumConcurrency of the mapping, if it has one */
export function createQueuePollers(maximumConcurrency?: number): QueuePollers {
  const most = Math.min(queuePollers.value, maximumConcurrency ?? queuePollers.value);
  const first = Math.min(queuePollersAtFirst.value, most);
  let count = first;
  return {
    get count() {
      return count;
    },
    tick(isWaiting) {
      count = isWaiting ? Math.min(most, count + queuePollersMorePerMinute.value / 60) : first;
    },
  };
}
