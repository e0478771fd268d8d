import { quotas } from "@stagecraft/plan/quotas";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { Fields } from "../../endpoint/read-fields.ts";
import { readBoundedInteger } from "../read-input.ts";
import type { SqsContext } from "../sqs-context.ts";
import { invalidParameter } from "../sqs-error.ts";
import { receiptOf } from "./receipt-of.ts";

/** The longest visibility timeout, and the longest time in flight since a message was received. */
export const longestVisibilitySeconds = quotas.sqs.longestVisibilitySeconds.value;

export function readVisibilityTimeout(fields: Fields): number | undefined {
  return readBoundedInteger(fields, "VisibilityTimeout", {
    min: 0,
    max: longestVisibilitySeconds,
    reason: `VisibilityTimeout must be an integer between 0 and ${longestVisibilitySeconds}`,
  });
}

/**
 * Makes a message in flight visible `seconds` from now. Has no effect when the message has become visible again and nobody has
 * received it since. To be called in a transaction.
 */
export function changeVisibility(
  context: SqsContext,
  queue: QueueDefinition,
  handle: string,
  seconds: number,
) {
  const nowMs = context.clock.nowMs();
  const receipt = receiptOf(queue, handle);
  const message = context.messages.bySeq(receipt.seq);
  if (message?.queue !== queue.name || message.receiveCount !== receipt.receiveCount) {
    throw invalidParameter(
      `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  if (message.visibleAtMs <= nowMs) return;
  const heldSinceMs = message.receivedAtMs ?? nowMs;
  if (nowMs + seconds * 1_000 - heldSinceMs > longestVisibilitySeconds * 1_000) {
    throw invalidParameter(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Total VisibilityTimeout for the message is beyond the limit [${longestVisibilitySeconds} seconds]`,
    );
  }
  context.messages.setVisibleAt(message.seq, nowMs + seconds * 1_000);
}
