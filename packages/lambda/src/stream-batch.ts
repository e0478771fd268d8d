import type { KinesisStreamRecord } from "aws-lambda";
import { type BatchItem, type BatchWork, batchHandler, type FailedBatchItem } from "./batch.ts";

type RecordIdentity = { readonly sequenceNumber: string };

/** A record that was read. */
export type StreamItem<Value> = BatchItem<RecordIdentity, Value>;

/** A record that was not handled; the reason is for the log. */
export type FailedRecord = FailedBatchItem<RecordIdentity>;

/**
 * The Lambda handler of a stream that reports what failed of a batch. Lambda delivers again from the first failed
 * record on, so `handle` meets records that it has handled before. It gets all that can be read, in their order, and
 * goes on behind a failure: what stands behind a poison record is then not lost with it. When it throws, they all failed.
 */
export function streamBatchHandler<Value>(work: BatchWork<RecordIdentity, Value>) {
  return batchHandler(
    {
      noun: "record",
      identityOf: ({ kinesis }: KinesisStreamRecord) => ({
        sequenceNumber: kinesis.sequenceNumber,
      }),
      bodyOf: ({ kinesis }) => Buffer.from(kinesis.data, "base64").toString(),
      itemIdentifierOf: ({ sequenceNumber }) => sequenceNumber,
    },
    work,
  );
}
