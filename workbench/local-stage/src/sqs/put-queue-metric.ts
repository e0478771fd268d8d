import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { MetricUnit } from "../cloudwatch/metric.ts";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";

/** The metrics of SQS that the stage puts, with their units. */
const units = {
  ApproximateAgeOfOldestMessage: "Seconds",
  ApproximateNumberOfMessagesDelayed: "Count",
  ApproximateNumberOfMessagesNotVisible: "Count",
  ApproximateNumberOfMessagesVisible: "Count",
  NumberOfMessagesDeleted: "Count",
  NumberOfMessagesReceived: "Count",
  NumberOfMessagesSent: "Count",
  SentMessageSize: "Bytes",
} as const satisfies { readonly [name: string]: MetricUnit };

export type QueueMetric = keyof typeof units;

/**
 * Puts a value of a queue's metric; `atMs` is stage time, now by default.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
 */
export function putQueueMetric(
  metrics: MetricSink,
  queue: QueueDefinition,
  name: QueueMetric,
  value: number,
  atMs?: number,
): void {
  const dimensions = { QueueName: queue.name };
  metrics.put({ namespace: "AWS/SQS", name, unit: units[name], dimensions }, value, atMs);
}
