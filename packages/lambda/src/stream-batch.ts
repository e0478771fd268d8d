import type { KinesisStreamRecord } from "aws-lambda";
import { type BatchItem, type BatchWork, batchHandler, type FailedBatchItem } from "./batch.ts";
import type { Telemetry } from "./telemetry.ts";

type RecordIdentity = { readonly sequenceNumber: string };

/** A record that could be read. */
export type StreamItem<Value> = BatchItem<RecordIdentity, Value>;

/** A record that failed; the reason is for the log. */
export type FailedRecord = FailedBatchItem<RecordIdentity>;

/**
 * The Lambda handler of a stream that reports batch item failures. Lambda delivers again from the first failed record on, so that
 * the work gets records that it has handled before. It continues after a failed record, so that the records behind an invalid one
 * are not lost with it. Kinesis does not count deliveries.
 */
export function streamBatchHandler<Value>(
  work: BatchWork<RecordIdentity, Value>,
  telemetry: Telemetry,
) {
  return batchHandler(
    {
      noun: "record",
      system: "aws.kinesis",
      sourceArnOf: ({ eventSourceARN }: KinesisStreamRecord) => eventSourceARN,
      read: ({ kinesis }) => ({
        identity: { sequenceNumber: kinesis.sequenceNumber },
        body: Buffer.from(kinesis.data, "base64").toString(),
        fields: {},
        senders: [],
      }),
      itemIdentifierOf: ({ sequenceNumber }) => sequenceNumber,
    },
    work,
    telemetry,
  );
}
