/** A Kinesis data stream as the Plan has it. */
export type StreamDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  readonly mode: "PROVISIONED" | "ON_DEMAND";
  /** The number of shards at creation; four for an on-demand stream. */
  readonly shardCount: number;
  /** How long a record can be read: 24 to 8,760 hours. */
  readonly retentionHours: number;
  /** The maximum total size of a record's data and partition key: 1 to 10 MiB. */
  readonly maximumRecordSizeBytes: number;
  /** The KMS key that records are encrypted with; absent when they are not. */
  readonly kmsKeyId?: string;
};
