import { randomUUID } from "node:crypto";
import type { StoredRecord } from "../../kinesis/record-store.ts";
import type { StreamBatch } from "./stream-batch.ts";

/** Why a batch was discarded. */
export type DiscardCondition = "RetryAttemptsExhausted" | "RecordAgeExceeded";

/**
 * What Lambda sends to an on-failure destination for a discarded batch. It does not contain the records.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html
 */
export type FailureRecord = {
  readonly requestContext: {
    readonly requestId: string;
    readonly functionArn: string;
    readonly condition: DiscardCondition;
    readonly approximateInvokeCount: number;
  };
  /** Absent when the records were too old; `functionError` is null when the function did not throw. */
  readonly responseContext?: {
    readonly statusCode: number;
    readonly executedVersion: string;
    readonly functionError: "Unhandled" | null;
  };
  readonly version: "1.0";
  /** ISO 8601. */
  readonly timestamp: string;
  readonly KinesisBatchInfo: {
    readonly shardId: string;
    readonly startSequenceNumber: string;
    readonly endSequenceNumber: string;
    readonly approximateArrivalOfFirstRecord: string;
    readonly approximateArrivalOfLastRecord: string;
    readonly batchSize: number;
    readonly streamArn: string;
  };
};

/** How the function failed the last time; `functionError` is null when it did not throw. */
export type LastFailure = {
  readonly requestId: string;
  readonly functionError: "Unhandled" | null;
};

/** The failure record of a batch; without a failure, its records are too old. */
export function failureRecordOf(
  { records, invokes }: StreamBatch,
  condition: DiscardCondition,
  place: {
    readonly functionArn: string;
    readonly streamArn: string;
    readonly shardId: string;
    readonly sequenceNumber: (record: StoredRecord) => string;
  },
  nowMs: number,
  failure?: LastFailure,
): FailureRecord {
  const [first] = records;
  const last = records.at(-1);
  if (first === undefined || last === undefined)
    throw new Error("A batch has at least one record.");
  return {
    requestContext: {
      requestId: failure?.requestId ?? randomUUID(),
      functionArn: place.functionArn,
      condition,
      // Lambda counts the attempt that the age prevented.
      approximateInvokeCount: invokes + (failure === undefined ? 1 : 0),
    },
    ...(failure !== undefined && {
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        functionError: failure.functionError,
      },
    }),
    version: "1.0",
    timestamp: new Date(nowMs).toISOString(),
    KinesisBatchInfo: {
      shardId: place.shardId,
      startSequenceNumber: place.sequenceNumber(first),
      endSequenceNumber: place.sequenceNumber(last),
      approximateArrivalOfFirstRecord: new Date(first.arrivedAtMs).toISOString(),
      approximateArrivalOfLastRecord: new Date(last.arrivedAtMs).toISOString(),
      batchSize: records.length,
      streamArn: place.streamArn,
    },
  };
}

/** The failure record in a message's body; `undefined` when it is something else. */
export function parseFailureRecord(body: string): FailureRecord | undefined {
  try {
    const record: FailureRecord = JSON.parse(body);
    const { shardId, startSequenceNumber, endSequenceNumber, streamArn } = record.KinesisBatchInfo;
    const named = [shardId, startSequenceNumber, endSequenceNumber, streamArn];
    return named.every((name) => typeof name === "string") ? record : undefined;
  } catch {
    return undefined;
  }
}
