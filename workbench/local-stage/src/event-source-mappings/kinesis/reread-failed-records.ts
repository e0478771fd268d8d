import type { FailureRecord } from "./failure-record.ts";

/** The position of the records, from the failure record. */
type Place = Pick<
  FailureRecord["KinesisBatchInfo"],
  "streamArn" | "shardId" | "startSequenceNumber" | "endSequenceNumber" | "batchSize"
>;

/** The two Kinesis calls that are needed, as in the SDK's client. */
export type StreamCalls<Found extends { SequenceNumber?: string | undefined }> = {
  getShardIterator(input: {
    StreamARN: string;
    ShardId: string;
    ShardIteratorType: "AT_SEQUENCE_NUMBER";
    StartingSequenceNumber: string;
  }): Promise<{ ShardIterator?: string | undefined }>;
  getRecords(input: { StreamARN: string; ShardIterator: string; Limit: number }): Promise<{
    Records?: readonly Found[] | undefined;
    NextShardIterator?: string | undefined;
    MillisBehindLatest?: number | undefined;
  }>;
};

/** The largest limit of one call: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html */
const maximumRecords = 10_000;

/**
 * Reads the records of a discarded batch again, in order. Records older than the stream's retention are missing:
 * `isComplete` is false when the first is. With filters or a parallelization factor, the result also has other records of
 * the same range.
 */
export async function rereadFailedRecords<Found extends { SequenceNumber?: string | undefined }>(
  { streamArn, shardId, startSequenceNumber, endSequenceNumber, batchSize }: Place,
  calls: StreamCalls<Found>,
): Promise<{ readonly records: readonly Found[]; readonly isComplete: boolean }> {
  const end = BigInt(endSequenceNumber);
  const records: Found[] = [];
  let { ShardIterator: iterator } = await calls.getShardIterator({
    StreamARN: streamArn,
    ShardId: shardId,
    ShardIteratorType: "AT_SEQUENCE_NUMBER",
    StartingSequenceNumber: startSequenceNumber,
  });
  // A shard gives 2 MB a second, and without a limit one call takes what it gives in five.
  for (let Limit = Math.min(batchSize, maximumRecords); iterator; Limit = maximumRecords) {
    const page = await calls.getRecords({ StreamARN: streamArn, ShardIterator: iterator, Limit });
    const found = page.Records ?? [];
    const wanted = found.filter((record) => BigInt(record.SequenceNumber ?? 0) <= end);
    records.push(...wanted);
    const isPastEnd =
      wanted.length < found.length || wanted.at(-1)?.SequenceNumber === endSequenceNumber;
    iterator = isPastEnd || page.MillisBehindLatest === 0 ? undefined : page.NextShardIterator;
  }
  return { records, isComplete: records[0]?.SequenceNumber === startSequenceNumber };
}
