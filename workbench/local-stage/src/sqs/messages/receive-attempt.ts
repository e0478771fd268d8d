import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { SqsContext } from "../sqs-context.ts";
import type { StoredMessage } from "./message-store.ts";

/**
 * The messages of an earlier receive under the same attempt id, with the same handles and a fresh visibility
 * timeout. Undefined when there was none within five minutes, or when one of its messages was deleted, became
 * visible or had its visibility changed since.
 */
export function repeatReceiveAttempt(
  context: SqsContext,
  queue: QueueDefinition,
  attemptId: string,
  visibilityTimeoutMs: number,
): readonly StoredMessage[] | undefined {
  const nowMs = context.clock.nowMs();
  const visibleAtMs = nowMs + visibilityTimeoutMs;
  const attempt = context.records.attempt(queue.name, attemptId, nowMs);
  if (attempt === undefined) return undefined;
  const messages: StoredMessage[] = [];
  for (const { seq, receiveCount } of attempt.receipts) {
    const message = context.messages.bySeq(seq);
    const isUntouched =
      message?.receiveCount === receiveCount &&
      message.visibleAtMs === attempt.visibleAtMs &&
      message.visibleAtMs > nowMs;
    if (!isUntouched) return undefined;
    messages.push({ ...message, visibleAtMs });
  }
  for (const { seq } of messages) context.messages.setVisibleAt(seq, visibleAtMs);
  saveReceiveAttempt(context, queue, attemptId, messages);
  return messages;
}

/** Remembers what an attempt received, so that it can be repeated. */
export function saveReceiveAttempt(
  context: SqsContext,
  queue: QueueDefinition,
  attemptId: string,
  messages: readonly StoredMessage[],
) {
  const [first] = messages;
  if (first === undefined) return;
  context.records.saveAttempt(queue.name, attemptId, context.clock.nowMs(), {
    visibleAtMs: first.visibleAtMs,
    receipts: messages.map(({ seq, receiveCount }) => ({ seq, receiveCount })),
  });
}
