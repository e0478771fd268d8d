import type { Plan } from "../plan.ts";
import type { QueueDefinition } from "../queue-definition.ts";
import { queuesOf } from "../queues.ts";
import { quotas } from "../quotas.ts";
import type { Refusal } from "./refusal.ts";

const page =
  "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html";

const { sqs } = quotas;

type Limit = {
  readonly what: string;
  readonly min: number;
  readonly max: number;
  value(queue: QueueDefinition): number;
};

const limits: readonly Limit[] = [
  {
    what: "visibility timeout in seconds",
    min: 0,
    max: sqs.longestVisibilitySeconds.value,
    value: ({ visibilityTimeoutSeconds }) => visibilityTimeoutSeconds,
  },
  {
    what: "delay in seconds",
    min: 0,
    max: sqs.longestDelaySeconds.value,
    value: ({ delaySeconds }) => delaySeconds,
  },
  {
    what: "retention in seconds",
    min: sqs.shortestRetentionSeconds.value,
    max: sqs.longestRetentionSeconds.value,
    value: ({ messageRetentionSeconds }) => messageRetentionSeconds,
  },
  {
    what: "largest message in bytes",
    min: 1_024,
    max: sqs.messageBytes.value,
    value: ({ maximumMessageSizeBytes }) => maximumMessageSizeBytes,
  },
  {
    what: "receive wait in seconds",
    min: 0,
    max: 20,
    value: ({ receiveWaitTimeSeconds }) => receiveWaitTimeSeconds,
  },
];

/** Queues with settings outside SQS's limits. */
export function queueLimitRefusals(plan: Plan): readonly Refusal[] {
  return queuesOf(plan).flatMap((queue) =>
    limits.flatMap(({ what, min, max, value }) => {
      const given = value(queue);
      if (Number.isInteger(given) && given >= min && given <= max) return [];
      const message = `the ${what} is ${given}, and may be ${min} to ${max}`;
      return [{ resource: queue.logicalName, message, page }];
    }),
  );
}
