/** A Lambda event source mapping from an SQS queue, as the Plan has it. */
export type QueueSourceDefinition = {
  readonly logicalName: string;
  /** The mapping's id, as Lambda would give it. */
  readonly uuid: string;
  readonly queueArn: string;
  readonly functionArn: string;
  readonly enabled: boolean;
  /** The maximum number of records in an invocation: 1 to 10, or to 10,000 with a batching window. */
  readonly batchSize: number;
  readonly maximumBatchingWindowMs: number;
  readonly reportBatchItemFailures: boolean;
  /** The maximum number of concurrent invocations: 2 to 1,000. Without it only the function's own limits apply. */
  readonly maximumConcurrency?: number;
  /** EventBridge patterns, as the program writes them. A message that matches none is deleted without an invocation. */
  readonly filterPatterns: readonly string[];
};
