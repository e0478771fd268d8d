import { quotas } from "@stagecraft/plan/quotas";
import { createTokenBucket, type TokenBucket } from "../common/token-bucket.ts";

const recordsPerSecond = quotas.kinesis.shardRecordsPerSecond.value;
const writtenBytesPerSecond = quotas.kinesis.shardWrittenBytesPerSecond.value;
const readBytesPerSecond = quotas.kinesis.shardReadBytesPerSecond.value;
const callsPerSecond = quotas.kinesis.shardCallsPerSecond.value;

/** The limits of a shard. */
export type ShardLimits = {
  /** Takes one record's share of the shard's write throughput; false when it is used up. */
  write(bytes: number): boolean;
  /** Takes one GetRecords call; false when there were five in this second, or too much was read. */
  startRead(): boolean;
  /**
   * Counts the bytes of that call. After a second's worth or more, the next calls have to wait for as long as the bytes
   * take.
   */
  endRead(bytes: number): void;
  /** Takes one GetShardIterator call; false when there were five in this second. */
  takeIterator(): boolean;
};

export function createShardLimits(nowMs: () => number): ShardLimits {
  const records = createTokenBucket(recordsPerSecond, nowMs);
  const written = createTokenBucket(writtenBytesPerSecond, nowMs);
  const read = createTokenBucket(readBytesPerSecond, nowMs);
  const reads = createTokenBucket(callsPerSecond, nowMs);
  const iterators = createTokenBucket(callsPerSecond, nowMs);
  return {
    write(bytes) {
      if (!records.has(1) || !written.has(bytes)) return false;
      records.take(1);
      written.take(bytes);
      return true;
    },
    startRead: () => read.has(1) && takeOne(reads),
    endRead: (bytes) => read.take(bytes >= readBytesPerSecond ? bytes + readBytesPerSecond : bytes),
    takeIterator: () => takeOne(iterators),
  };
}

function takeOne(bucket: TokenBucket): boolean {
  if (!bucket.has(1)) return false;
  bucket.take(1);
  return true;
}
