import type { SQSRecord } from "aws-lambda";
import { type BatchItem, type BatchWork, batchHandler, type FailedBatchItem } from "./batch.ts";

type MessageIdentity = { readonly messageId: string };

/** A message that was read. */
export type QueueItem<Value> = BatchItem<MessageIdentity, Value>;

/** A message that stays on the queue; the reason is for the log. */
export type FailedItem = FailedBatchItem<MessageIdentity>;

/**
 * The Lambda handler of a queue with partial batch responses. A message that cannot be read fails
 * alone. `handle` gets the others at once and returns those that failed; when it throws, they all did.
 */
export function queueBatchHandler<Value>(work: BatchWork<MessageIdentity, Value>) {
  return batchHandler(
    {
      noun: "message",
      identityOf: ({ messageId }: SQSRecord) => ({ messageId }),
      bodyOf: ({ body }) => body,
      itemIdentifierOf: ({ messageId }) => messageId,
    },
    work,
  );
}
