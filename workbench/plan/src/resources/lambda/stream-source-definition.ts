/** A Lambda event source mapping from a Kinesis data stream, as the Plan has it. */
export type StreamSourceDefinition = {
  readonly logicalName: string;
  /** The mapping's id, as Lambda would give it. */
  readonly uuid: string;
  /** The ARN of the stream or of an enhanced fan-out consumer of it. */
  readonly streamArn: string;
  readonly functionArn: string;
  readonly enabled: boolean;
  /** The maximum number of records in an invocation: 1 to 10,000. */
  readonly batchSize: number;
  readonly maximumBatchingWindowMs: number;
  /** The starting position; `timestampMs` is in ms since the epoch. */
  readonly start:
    | { readonly at: "TRIM_HORIZON" }
    | { readonly at: "LATEST" }
    | { readonly at: "AT_TIMESTAMP"; readonly timestampMs: number };
  /** The number of concurrent batches of a shard, each with other partition keys: 1 to 10. */
  readonly parallelizationFactor: number;
  readonly bisectBatchOnFunctionError: boolean;
  /** The number of retries of a failed batch. Without it, until its records expire. */
  readonly maximumRetryAttempts?: number;
  /** The maximum age of a record; older ones are discarded. Without it, the stream's retention. */
  readonly maximumRecordAgeMs?: number;
  readonly reportBatchItemFailures: boolean;
  /** EventBridge patterns, as the program writes them. A record that matches none is skipped. */
  readonly filterPatterns: readonly string[];
  /** The destination for a record of each discarded batch. */
  readonly onFailureArn?: string;
  /** The tumbling window, if the mapping has one. */
  readonly tumblingWindowMs?: number;
};
