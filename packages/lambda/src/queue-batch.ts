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
      identityOf: ({ messageId }: SQSRecord) => ({ messageId }),
      bodyOf: ({ body }) => body,
      itemIdentifierOf: ({ messageId }) => messageId,
    },
    work,
    telemetry,
  );
}
