import type { MetricUnit } from "../cloudwatch/metric.ts";
import type { MetricSink } from "../cloudwatch/metric-sink.ts";

/** The metrics of Kinesis that the stage puts, with their units. */
const units = {
  "GetRecords.IteratorAgeMilliseconds": "Milliseconds",
  "GetRecords.Records": "Count",
  "GetRecords.Success": "Count",
  IncomingBytes: "Bytes",
  IncomingRecords: "Count",
  "PutRecord.Success": "Count",
  "PutRecords.Success": "Count",
  ReadProvisionedThroughputExceeded: "Count",
  WriteProvisionedThroughputExceeded: "Count",
} as const satisfies { readonly [name: string]: MetricUnit };

export type StreamMetric = keyof typeof units;

/**
 * Puts a value of a stream's metric; `atMs` is stage time, now by default.
 * @see https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
 */
export function putStreamMetric(
  metrics: MetricSink,
  streamName: string,
  name: StreamMetric,
  value: number,
  atMs?: number,
): void {
  const dimensions = { StreamName: streamName };
  metrics.put({ namespace: "AWS/Kinesis", name, unit: units[name], dimensions }, value, atMs);
}
