import { quotas } from "@stagecraft/plan/quotas";
import type { KinesisStreamRecord } from "aws-lambda";
import type { StoredRecord } from "../../kinesis/record-store.ts";
import { formatSequenceNumber } from "../../kinesis/sequence-number.ts";
import type { Shard } from "../../kinesis/shards.ts";
import type { Stream } from "../../kinesis/stream-directory.ts";

/** Lambda's limit for a synchronous event, in bytes of JSON. */
export const maximumEventBytes = quotas.lambda.requestBytes.value - '{"Records":[]}'.length;

/** Turns records of one shard into the event records for a function whose role is `roleArn`. */
export type StreamEventFormat = {
  sequenceNumber(seq: number): string;
  record(stored: StoredRecord): KinesisStreamRecord;
  /** The record's size in an event's JSON, calculated without the JSON. */
  bytes(stored: StoredRecord): number;
};

export function createStreamEventFormat(
  stream: Stream,
  shard: Shard,
  roleArn: string,
): StreamEventFormat {
  const sequenceNumber = (seq: number) =>
    formatSequenceNumber({
      streamCreatedAtMs: stream.createdAtMs,
      shardIndex: shard.index,
      seq,
    });

  function record(stored: StoredRecord): KinesisStreamRecord {
    const sequence = sequenceNumber(stored.seq);
    return {
      kinesis: {
        kinesisSchemaVersion: "1.0",
        partitionKey: stored.partitionKey,
        sequenceNumber: sequence,
        data: Buffer.from(stored.data).toString("base64"),
        approximateArrivalTimestamp: stored.arrivedAtMs / 1_000,
      },
      eventSource: "aws:kinesis",
      eventVersion: "1.0",
      eventID: `${shard.id}:${sequence}`,
      eventName: "aws:kinesis:record",
      invokeIdentityArn: roleArn,
      awsRegion: stream.arn.split(":")[3] ?? "",
      eventSourceARN: stream.arn,
    };
  }

  const empty = {
    seq: 0,
    arrivedAtMs: 1_111_111_111_111,
    partitionKey: "",
    data: new Uint8Array(),
  };
  const emptyBytes = Buffer.byteLength(JSON.stringify(record(empty))) + ",".length;
  return {
    sequenceNumber,
    record,
    bytes: ({ data, partitionKey }) =>
      emptyBytes +
      Math.ceil(data.length / 3) * 4 +
      Buffer.byteLength(JSON.stringify(partitionKey)) -
      '""'.length,
  };
}
