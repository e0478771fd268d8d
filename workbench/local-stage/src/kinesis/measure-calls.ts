import { AwsError } from "../common/aws-error.ts";
import type { MeasuredCall } from "../endpoint/aws-service.ts";
import type { Fields } from "../endpoint/read-fields.ts";
import { arnOfIterator } from "./arn-of-iterator.ts";
import type { KinesisContext } from "./kinesis-context.ts";
import { putStreamMetric, type StreamMetric } from "./put-stream-metric.ts";

/**
 * Puts the metrics of the calls that read and write records; calls with planned faults are among them. What was stored is
 * measured where it is stored.
 * @see https://docs.aws.amazon.com/streams/latest/dev/monitoring-with-cloudwatch.html
 */
export function measureCalls(context: KinesisContext): (call: MeasuredCall) => void {
  return ({ operation, input, output, error }) => {
    const streamName = streamNameOf(context, operation, input as Fields);
    if (streamName === undefined) return;
    const put = (name: StreamMetric, value: number) =>
      putStreamMetric(context.metrics, streamName, name, value);
    const isThrottled =
      error instanceof AwsError && error.code === "ProvisionedThroughputExceededException";
    if (operation === "PutRecord") {
      put("PutRecord.Success", error === undefined ? 1 : 0);
      put("WriteProvisionedThroughputExceeded", isThrottled ? 1 : 0);
    }
    if (operation === "PutRecords") {
      const records = recordsIn(input);
      const failed = isThrottled ? records : failedIn(output);
      put("PutRecords.Success", error === undefined && failed < records ? 1 : 0);
      put("WriteProvisionedThroughputExceeded", failed);
    }
    if (operation === "GetRecords") {
      put("GetRecords.Success", error === undefined ? 1 : 0);
      put("ReadProvisionedThroughputExceeded", isThrottled ? 1 : 0);
      if (error !== undefined) return;
      put("GetRecords.Records", recordsIn(output));
      put(
        "GetRecords.IteratorAgeMilliseconds",
        (output as { MillisBehindLatest: number }).MillisBehindLatest,
      );
    }
  };
}

/** None for a request that names no stream of the stage. */
function streamNameOf({ streams }: KinesisContext, operation: string, fields: Fields) {
  try {
    const arn = operation === "GetRecords" ? arnOfIterator(fields) : streams.arnOf(fields);
    return streams.byArn(arn).name;
  } catch (error) {
    if (error instanceof AwsError) return undefined;
    throw error;
  }
}

function recordsIn(message: unknown): number {
  const { Records } = message as Fields;
  return Array.isArray(Records) ? Records.length : 0;
}

function failedIn(output: unknown): number {
  return Number((output as Fields | undefined)?.FailedRecordCount ?? 0);
}
