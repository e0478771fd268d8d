import type { MessageAttributeValue } from "@aws-sdk/client-sqs";

/** Something that could not be handled, wherever it lies. */
export type DeadLetter = {
  /** Unique in its place: the message's id, or the execution's name. */
  readonly id: string;
  /** The place's name in the program. */
  readonly place: string;
  /** The function or state machine that could not handle it, by its name in the program. */
  readonly consumer?: string;
  readonly way: WayBack;
  /** As it lies there: a message's body, an execution's input. */
  readonly body: string;
  readonly attributes: { readonly [name: string]: MessageAttributeValue };
  /** Looking counts: SQS counts every receive, those of this program too. */
  readonly receiveCount?: number;
  /** When it was sent, or began, first. */
  readonly firstMs: number;
  /** When it failed last, if that is known. */
  readonly lastMs?: number;
  readonly failure: Failure;
};

/** Why it is there. */
export type Failure = {
  /** The error's type, or what comes closest: what lists are grouped by. */
  readonly error: string;
  readonly message?: string;
  /** Of X-Ray: `1-5759e988-bd862e3fe1be46a994272793`. */
  readonly traceId?: string;
  /** Of the invocation that failed last. */
  readonly requestId?: string;
};

/** How a dead letter gets back to its consumer. */
export type WayBack =
  | {
      readonly to: "queue";
      readonly arn: string;
      /** By its name in the program. */
      readonly name: string;
      readonly fifo: boolean;
      readonly groupId?: string;
    }
  | {
      readonly to: "function";
      readonly arn: string;
      readonly name: string;
      /** JSON text: the event as the function got it. */
      readonly payload: string;
      /** Of a record that Lambda left: the event's own. */
      readonly requestId?: string;
    }
  | {
      readonly to: "stream-consumer";
      readonly arn: string;
      readonly name: string;
      readonly batch: StreamBatch;
    }
  | {
      readonly to: "state-machine";
      readonly arn: string;
      readonly name: string;
      readonly executionArn: string;
      readonly redriveCount: number;
      /** Why Step Functions would not go on with it; absent when it would. */
      readonly notRedrivable?: string;
    }
  | { readonly to: "nowhere"; readonly why: string };

/** Records of a stream, by where they stand in it. */
export type StreamBatch = {
  readonly streamArn: string;
  /** The stream's name in the program. */
  readonly stream: string;
  readonly shardId: string;
  readonly startSequenceNumber: string;
  readonly endSequenceNumber: string;
  readonly batchSize: number;
  /** What the mapping gives to the function at once. */
  readonly largestBatch: number;
  readonly filterPatterns: readonly string[];
  readonly reportsBatchItemFailures: boolean;
  /** As the event's `invokeIdentityArn`. */
  readonly roleArn: string;
  readonly functionTimeoutMs: number;
};
