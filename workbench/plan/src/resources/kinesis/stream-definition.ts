/** A Kinesis data stream as the Plan has it. */
export type StreamDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  readonly mode: "PROVISIONED" | "ON_DEMAND";
  /** Shards when the stream is made; an on-demand stream begins with four. */
  readonly shardCount: number;
  /** How long a record can be read: 24 to 8,760. */
  readonly retentionHours: number;
  /** The most that data and partition key of one record may have together: 1 to 10 MiB. */
  readonly maximumRecordSizeBytes: number;
  /** The KMS key that records are encrypted with; absent when they are not. */
  readonly kmsKeyId?: string;
};
