import type { Plan } from "../plan.ts";
import { quotas } from "../quotas.ts";
import { functionsOf } from "../resources/lambda/functions.ts";
import { queueSourcesOf } from "../resources/lambda/queue-sources.ts";
import { queuesOf } from "../resources/sqs/queues.ts";
import type { ValidationError } from "./validation-error.ts";

const mappingPage =
  "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";
const queuePage = "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html";

const {
  batchMessages,
  fifoBatchMessages,
  longestWindowSeconds,
  lowestConcurrency,
  highestConcurrency,
} = quotas.queueSource;

/** Event source mappings that Lambda would refuse to create. */
export function queueSourceErrors(plan: Plan): readonly ValidationError[] {
  const functions = new Map(functionsOf(plan).map((definition) => [definition.arn, definition]));
  const queues = new Map(queuesOf(plan).map((queue) => [queue.arn, queue]));
  return queueSourcesOf(plan).flatMap((source) => {
    const {
      logicalName: resource,
      batchSize,
      maximumBatchingWindowMs,
      maximumConcurrency,
    } = source;
    const refused: ValidationError[] = [];
    const refuse = (message: string, page: string) => refused.push({ resource, message, page });
    const consumer = functions.get(source.functionArn);
    const queue = queues.get(source.queueArn);
    if (consumer && queue && queue.visibilityTimeoutSeconds * 1000 < consumer.timeoutMs) {
      refuse(
        `the visibility timeout of ${queue.logicalName} (${queue.visibilityTimeoutSeconds} s) is shorter than the timeout of ${consumer.logicalName} (${consumer.timeoutMs / 1000} s); AWS advises six times the timeout`,
        queuePage,
      );
    }
    const largestBatch = (queue?.fifo ? fifoBatchMessages : batchMessages).value;
    if (batchSize < 1 || batchSize > largestBatch) {
      refuse(`the batch size is ${batchSize}, and may be 1 to ${largestBatch}`, mappingPage);
    }
    if (batchSize > 10 && maximumBatchingWindowMs < 1000) {
      refuse(`a batch of ${batchSize} needs a batching window of at least 1 second`, mappingPage);
    }
    if (maximumBatchingWindowMs > longestWindowSeconds.value * 1000) {
      refuse(
        `the batching window is ${maximumBatchingWindowMs / 1000} s, and may be 0 to ${longestWindowSeconds.value}`,
        mappingPage,
      );
    }
    if (queue?.fifo && maximumBatchingWindowMs > 0) {
      refuse("a FIFO queue allows no batching window", queuePage);
    }
    if (
      maximumConcurrency !== undefined &&
      (maximumConcurrency < lowestConcurrency.value ||
        maximumConcurrency > highestConcurrency.value)
    ) {
      refuse(
        `the maximum concurrency is ${maximumConcurrency}, and may be ${lowestConcurrency.value} to ${highestConcurrency.value}`,
        queuePage,
      );
    }
    if (
      maximumConcurrency !== undefined &&
      consumer?.reservedConcurrency !== undefined &&
      maximumConcurrency > consumer.reservedConcurrency
    ) {
      refuse(
        `the maximum concurrency (${maximumConcurrency}) is over what ${consumer.logicalName} reserves (${consumer.reservedConcurrency}): the rest would be throttled`,
        queuePage,
      );
    }
    return refused;
  });
}
