import { formatSequenceNumber } from "./sequence-number.ts";
import type { Shard } from "./shards.ts";
import type { Stream } from "./stream-directory.ts";

/** A shard as ListShards and DescribeStream show it. All are open, so that none has an ending sequence number. */
export function describeShard(stream: Stream, shard: Shard) {
  return {
    ShardId: shard.id,
    HashKeyRange: {
      StartingHashKey: String(shard.startingHashKey),
      EndingHashKey: String(shard.endingHashKey),
    },
    SequenceNumberRange: {
      StartingSequenceNumber: formatSequenceNumber({
        streamCreatedAtMs: stream.createdAtMs,
        shardIndex: shard.index,
        seq: 0,
      }),
    },
  };
}

/** What DescribeStream and DescribeStreamSummary have in common. */
export function describeStream(stream: Stream) {
  return {
    ...streamSummary(stream),
    RetentionPeriodHours: stream.retentionHours,
    EnhancedMonitoring: [{ ShardLevelMetrics: [] }],
    EncryptionType: "NONE",
    ...encryptionOf(stream),
    ...(stream.kmsKeyId !== undefined && { KeyId: stream.kmsKeyId }),
  };
}

/** A stream as ListStreams shows it. */
export function streamSummary(stream: Stream) {
  return {
    StreamName: stream.name,
    StreamARN: stream.arn,
    StreamStatus: "ACTIVE",
    StreamModeDetails: { StreamMode: stream.mode },
    StreamCreationTimestamp: stream.createdAtMs / 1_000,
  };
}

/** Part of every record of an encrypted stream, and absent otherwise. */
export function encryptionOf(stream: Stream): { readonly EncryptionType?: "KMS" } {
  return stream.kmsKeyId === undefined ? {} : { EncryptionType: "KMS" };
}
