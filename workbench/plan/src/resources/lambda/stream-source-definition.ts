/** A Lambda event source mapping from a Kinesis data stream, as the Plan has it. */
export type StreamSourceDefinition = {
  readonly logicalName: string;
  /** The mapping's id, as Lambda would give it. */
  readonly uuid: string;
  /** The stream's ARN, or that of an enhanced fan-out consumer of it. */
  readonly streamArn: string;
  readonly functionArn: string;
  readonly enabled: boolean;
  /** Records an invocation: 1 to 10,000. */
  readonly batchSize: number;
  readonly maximumBatchingWindowMs: number;
  /** Where reading begins the first time; `timestampMs` is since the epoch. */
  readonly start:
    | { readonly at: "TRIM_HORIZON" }
    | { readonly at: "LATEST" }
    | { readonly at: "AT_TIMESTAMP"; readonly timestampMs: number };
  /** Batches of one shard at once, each of other partition keys: 1 to 10. */
  readonly parallelizationFactor: number;
  readonly bisectBatchOnFunctionError: boolean;
  /** Retries of a batch on which the function failed; absent means until its records expire. */
  readonly maximumRetryAttempts?: number;
  /** A record older than this is discarded; absent means that only the stream's retention counts. */
  readonly maximumRecordAgeMs?: number;
  readonly reportBatchItemFailures: boolean;
  /** EventBridge patterns as written; a record that matches none is passed over. */
  readonly filterPatterns: readonly string[];
  /** The ARN that is told of discarded batches. */
  readonly onFailureArn?: string;
  /** Absent: every invocation stands alone. */
  readonly tumblingWindowMs?: number;
};
