/** A Lambda event source mapping from an SQS queue, as the Plan has it. */
export type QueueSourceDefinition = {
  readonly logicalName: string;
  /** The mapping's id, as Lambda would give it. */
  readonly uuid: string;
  readonly queueArn: string;
  readonly functionArn: string;
  readonly enabled: boolean;
  /** Records an invocation: 1 to 10, to 10,000 with a window. */
  readonly batchSize: number;
  readonly maximumBatchingWindowMs: number;
  readonly reportBatchItemFailures: boolean;
  /** Invocations at once: 2 to 1,000; absent means only the function's own limits. */
  readonly maximumConcurrency?: number;
  /** EventBridge patterns as written; a message that matches none is deleted unread. */
  readonly filterPatterns: readonly string[];
};
