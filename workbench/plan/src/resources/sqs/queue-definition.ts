/** An SQS queue as the Plan has it. */
export type QueueDefinition = {
  readonly logicalName: string;
  readonly name: string;
  readonly arn: string;
  readonly fifo: boolean;
  readonly contentBasedDeduplication: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly delaySeconds: number;
  readonly messageRetentionSeconds: number;
  readonly maximumMessageSizeBytes: number;
  readonly receiveWaitTimeSeconds: number;
  readonly redrivePolicy?: {
    readonly deadLetterTargetArn: string;
    readonly maxReceiveCount: number;
  };
  /** The queues that may use this one as their dead-letter queue. Without it, any queue of the account. */
  readonly redriveAllowPolicy?: {
    readonly redrivePermission: "allowAll" | "denyAll" | "byQueue";
    readonly sourceQueueArns?: readonly string[];
  };
};
