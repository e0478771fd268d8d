import type { MessageAttributeValue } from "@aws-sdk/client-sqs";

/** A message that its consumer could not handle, or a failed execution. */
export type DeadLetterMessage = {
  /** Unique in its source: the id of the message, or the name of the execution. */
  readonly id: string;
  /** The source, by its name in the program. */
  readonly source: string;
  /** The function or state machine that failed on it, by its name in the program. */
  readonly consumer?: string;
  readonly target: RedriveTarget;
  /** The body of the message, or the input of the execution. */
  readonly body: string;
  readonly attributes: { readonly [name: string]: MessageAttributeValue };
  /** SQS counts every receive, those of this tool too. */
  readonly receiveCount?: number;
  /** When it was first sent or started. */
  readonly firstMs: number;
  /** When it last failed, if known. */
  readonly lastMs?: number;
  readonly failure: Failure;
};

/** Why the consumer failed. */
export type Failure = {
  /** The error's type, or the closest known text. Lists are grouped by it. */
  readonly error: string;
  readonly message?: string;
  /** The stack, with the causes and their stacks, a line each. */
  readonly stack?: readonly string[];
  /** X-Ray's: `1-5759e988-bd862e3fe1be46a994272793`. */
  readonly traceId?: string;
  /** Of the invocation that failed last. */
  readonly requestId?: string;
};

/** A record of a batch, as it is shown. */
export type ShownRecord = {
  readonly partitionKey: string;
  readonly sequenceNumber: string;
  readonly text: string;
};

/** Where a redrive sends a dead-letter message. `name` is the name in the program. */
export type RedriveTarget =
  | {
      readonly kind: "queue";
      readonly arn: string;
      readonly name: string;
      readonly fifo: boolean;
      readonly groupId?: string;
    }
  | {
      readonly kind: "function";
      readonly arn: string;
      readonly name: string;
      /** The event as the function received it, as JSON. */
      readonly payload: string;
      /** The id of the invocation that failed. */
      readonly requestId?: string;
    }
  | {
      readonly kind: "stream-consumer";
      readonly arn: string;
      readonly name: string;
      readonly batch: StreamBatch;
    }
  | {
      readonly kind: "state-machine";
      readonly arn: string;
      readonly name: string;
      readonly executionArn: string;
      readonly redriveCount: number;
      /** Why Step Functions cannot redrive it; absent when it can. */
      readonly notRedrivable?: string;
    }
  | { readonly kind: "none"; readonly why: string };

/** A range of records in a stream. */
export type StreamBatch = {
  readonly streamArn: string;
  /** The stream, by its name in the program. */
  readonly stream: string;
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly batchSize: number;
  /** The batch size of the event source mapping. */
  readonly maxBatchSize: number;
  readonly filterPatterns: readonly string[];
  readonly reportsBatchItemFailures: boolean;
  /** For `invokeIdentityArn` of the event. */
  readonly roleArn: string;
  readonly functionTimeoutMs: number;
};
