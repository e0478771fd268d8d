import type { QueueSourceDefinition } from "@stagecraft/plan/resources/lambda/queue-source-definition";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";

/** @throws Error saying what CreateEventSourceMapping would refuse, and what to change. */
export function validateQueueSource(source: QueueSourceDefinition, queue: QueueDefinition) {
  const { batchSize, maximumConcurrency, filterPatterns } = source;
  const windowMs = source.maximumBatchingWindowMs;
  const refuse = (why: string): never => {
    throw new Error(`Queue source ${source.logicalName} (${queue.logicalName}): ${why}`);
  };
  if (windowMs > 0 && queue.fifo) refuse("a FIFO queue has no batching window. Remove the window.");
  if (windowMs < 0 || windowMs > 300_000) refuse("the batching window is 0 to 300 seconds.");
  const largest = queue.fifo ? 10 : 10_000;
  if (batchSize < 1 || batchSize > largest) refuse(`the batch size is 1 to ${largest}.`);
  if (batchSize > 10 && windowMs < 1_000) {
    refuse("a batch size above 10 needs a batching window of at least 1 second.");
  }
  if (maximumConcurrency !== undefined && (maximumConcurrency < 2 || maximumConcurrency > 1_000)) {
    refuse("the maximum concurrency is 2 to 1,000.");
  }
  if (filterPatterns.length > 10) refuse("an event source has at most 10 filter patterns.");
}
