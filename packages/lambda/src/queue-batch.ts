import { readTraceHeader } from "@stagecraft/observability/tracing/trace-header";
import { readTraceparent } from "@stagecraft/observability/tracing/traceparent";
import type { SQSRecord } from "aws-lambda";
import { type BatchItem, type BatchWork, batchHandler, type FailedBatchItem } from "./batch.ts";
import type { Telemetry } from "./telemetry.ts";

type MessageIdentity = { readonly messageId: string };

/** A message that could be read. */
export type QueueItem<Value> = BatchItem<MessageIdentity, Value>;

/** A message that stays in the queue; the reason is for the log. */
export type FailedItem = FailedBatchItem<MessageIdentity>;

/** The Lambda handler of a queue with partial batch responses. Failed messages stay in the queue. */
export function queueBatchHandler<Value>(
  work: BatchWork<MessageIdentity, Value>,
  telemetry: Telemetry,
) {
  return batchHandler(
    {
      noun: "message",
      system: "aws_sqs",
      sourceArnOf: ({ eventSourceARN }: SQSRecord) => eventSourceARN,
      read: ({ messageId, body, attributes, messageAttributes }) => ({
        identity: { messageId },
        body,
        fields: { attempt: Number(attributes.ApproximateReceiveCount) },
        senders: [
          readTraceparent(messageAttributes.traceparent?.stringValue),
          readTraceHeader(attributes.AWSTraceHeader),
        ],
      }),
      itemIdentifierOf: ({ messageId }) => messageId,
    },
    work,
    telemetry,
  );
}
