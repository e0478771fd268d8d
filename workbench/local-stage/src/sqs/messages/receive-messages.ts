import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { putQueueMetric } from "../put-queue-metric.ts";
import type { SqsContext } from "../sqs-context.ts";
import type { Holder, StoredMessage } from "./message-store.ts";
import { moveToDeadLetterQueue } from "./move-to-dead-letter-queue.ts";

export type ReceiveOptions = {
  readonly maxMessages: number;
  /** The limit of all bodies together; one message is always received. */
  readonly maxBytes?: number;
  readonly visibilityTimeoutMs: number;
  readonly holder: Holder;
};

export type ReceiveResult = {
  /** As they are after this receive. */
  readonly messages: readonly StoredMessage[];
  /** True when too many messages are in flight. */
  readonly overLimit: boolean;
};

/**
 * Receives messages: they are invisible to others until the timeout. Removes expired messages, and moves messages that were
 * received `maxReceiveCount` times to the dead-letter queue.
 */
export function receiveMessages(
  context: SqsContext,
  queue: QueueDefinition,
  options: ReceiveOptions,
): ReceiveResult {
  const nowMs = context.clock.nowMs();
  const untilMs = nowMs + options.visibilityTimeoutMs;
  const moved: QueueDefinition[] = [];
  const taken = context.state.transaction((): ReceiveResult => {
    let found = findMessages(context, queue, options, nowMs);
    while (found.some((message) => isUsedUp(queue, message, nowMs))) {
      for (const message of found) {
        if (!isUsedUp(queue, message, nowMs)) continue;
        const target = isExpired(queue, message, nowMs)
          ? undefined
          : context.queues.deadLetterQueueOf(queue);
        if (target !== undefined) {
          moveToDeadLetterQueue(context, message, queue, target, nowMs);
          moved.push(target);
        } else {
          context.messages.remove(message.seq);
        }
      }
      found = findMessages(context, queue, options, nowMs);
    }
    if (found.length === 0) return { messages: [], overLimit: false };
    const room = context.inFlightLimit.take(queue.name, found.length, nowMs);
    const messages = found.slice(0, room).map((message): StoredMessage => {
      context.messages.hold(message.seq, options.holder, nowMs, untilMs);
      return {
        ...message,
        heldBy: options.holder,
        visibleAtMs: untilMs,
        receiveCount: message.receiveCount + 1,
        firstReceivedAtMs: message.firstReceivedAtMs ?? nowMs,
        receivedAtMs: nowMs,
      };
    });
    return { messages, overLimit: room === 0 };
  });
  if (taken.messages.length > 0) {
    putQueueMetric(context.metrics, queue, "NumberOfMessagesReceived", taken.messages.length);
    context.arrivals.rescheduled(queue.name);
  }
  for (const name of new Set(moved.map((target) => target.name))) context.arrivals.arrived(name);
  for (const { arn } of moved) context.onDeadLetter(arn);
  return taken;
}

function isExpired(queue: QueueDefinition, message: StoredMessage, nowMs: number): boolean {
  return message.sentAtMs + queue.messageRetentionSeconds * 1_000 <= nowMs;
}

function isUsedUp(queue: QueueDefinition, message: StoredMessage, nowMs: number): boolean {
  const { maxReceiveCount = Number.POSITIVE_INFINITY } = queue.redrivePolicy ?? {};
  return message.receiveCount >= maxReceiveCount || isExpired(queue, message, nowMs);
}

function findMessages(
  context: SqsContext,
  queue: QueueDefinition,
  { maxMessages, maxBytes = Number.POSITIVE_INFINITY }: ReceiveOptions,
  nowMs: number,
): StoredMessage[] {
  const found: StoredMessage[] = [];
  let bytes = 0;
  const messages = queue.fifo
    ? fifoMessages(context, queue, nowMs)
    : context.messages.available(queue.name, nowMs);
  for (const message of messages) {
    bytes += message.body.length;
    if (found.length > 0 && bytes > maxBytes) break;
    found.push(message);
    if (found.length === maxMessages) break;
  }
  return found;
}

/** One group after the other, so that a receive gets as many messages of a group as possible. */
function* fifoMessages(
  context: SqsContext,
  queue: QueueDefinition,
  nowMs: number,
): Iterable<StoredMessage> {
  for (const { groupId } of context.messages.freeGroups(queue.name, nowMs)) {
    for (const message of context.messages.ofGroup(queue.name, groupId)) {
      if (message.visibleAtMs > nowMs) break;
      yield message;
    }
  }
}
