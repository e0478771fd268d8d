import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import { type MetricSink, noMetrics } from "../cloudwatch/metric-sink.ts";
import { AwsError } from "../common/aws-error.ts";
import type { Clock } from "../common/clock.ts";
import type { Operation } from "../common/operation.ts";
import { type DecideDelivery, deliverAtOnce } from "../faults/decide-delivery.ts";
import type { State } from "../stage/state.ts";
import { measureQueues } from "./measure-queues.ts";
import { createArrivals } from "./messages/arrivals.ts";
import { deleteReceived } from "./messages/delete-received.ts";
import { holdVisibility } from "./messages/hold-visibility.ts";
import { createInFlightLimit } from "./messages/in-flight-limit.ts";
import { openMessageStore, type QueueDepth, type StoredMessage } from "./messages/message-store.ts";
import { notifyAfterDelete } from "./messages/notify-after-delete.ts";
import { receiveMessages } from "./messages/receive-messages.ts";
import { createMoveTasks } from "./move-tasks/move-tasks.ts";
import { cancelMessageMoveTask } from "./operations/cancel-message-move-task.ts";
import { changeMessageVisibility } from "./operations/change-message-visibility.ts";
import { changeMessageVisibilityBatch } from "./operations/change-message-visibility-batch.ts";
import { deleteMessage } from "./operations/delete-message.ts";
import { deleteMessageBatch } from "./operations/delete-message-batch.ts";
import { getQueueAttributes } from "./operations/get-queue-attributes.ts";
import { getQueueUrl } from "./operations/get-queue-url.ts";
import { listDeadLetterSourceQueues } from "./operations/list-dead-letter-source-queues.ts";
import { listMessageMoveTasks } from "./operations/list-message-move-tasks.ts";
import { listQueues } from "./operations/list-queues.ts";
import { purgeQueue } from "./operations/purge-queue.ts";
import { receiveMessage } from "./operations/receive-message.ts";
import { sendMessage } from "./operations/send-message.ts";
import { sendMessageBatch } from "./operations/send-message-batch.ts";
import { startMessageMoveTask } from "./operations/start-message-move-task.ts";
import { queueDepth } from "./queue-depth.ts";
import { createQueueDirectory } from "./queue-directory.ts";
import { openQueueRecords } from "./queue-records.ts";
import type { SqsContext } from "./sqs-context.ts";

/** SQS of one stage: the Plan's queues with their messages in the stage's state. */
export type Sqs = {
  /** By AWS operation name. */
  readonly operations: Readonly<Record<string, Operation>>;
  /**
   * Receives for a poller of the stage, without the API's limit of ten. Its messages in flight become visible when the
   * stage starts again.
   */
  receive(
    queue: QueueDefinition,
    limits: { readonly maxMessages: number; readonly maxBytes: number },
  ): readonly StoredMessage[];
  /** True when a receive may return a message. */
  hasMessages(queue: QueueDefinition): boolean;
  /** Deletes what was received, in one transaction. An outdated handle deletes nothing. */
  deleteReceived(queue: QueueDefinition, receiptHandles: readonly string[]): void;
  /** Stops the visibility timeouts of received messages. The returned function starts them again, with what was left of them. */
  holdVisibility(queue: QueueDefinition, messages: readonly StoredMessage[]): () => void;
  /**
   * Calls back once when a message may be receivable: a message has arrived, or one that was invisible at `sinceMs` (stage
   * time, before the empty receive) is visible. Returns the cancellation.
   */
  onArrival(queue: QueueDefinition, sinceMs: number, callback: () => void): () => void;
  /** By queue name. */
  depths(): Readonly<Record<string, QueueDepth>>;
  /** Ends long polls without messages, and suspends redrive tasks until the next start. */
  stop(): void;
};

/** @throws Error naming the queue whose redrive policy AWS would not accept. */
export function createSqs(options: {
  readonly state: State;
  readonly clock: Clock;
  readonly queues: readonly QueueDefinition[];
  readonly accountId: string;
  /** Where clients reach the stage, without a slash at the end: `http://127.0.0.1:4000`. */
  readonly endpointUrl: () => string;
  readonly decideDelivery?: DecideDelivery;
  readonly metrics?: MetricSink;
  /** Is called with the dead-letter queue's ARN for each message that moved there. */
  readonly onDeadLetter?: (queueArn: string) => void;
}): Sqs {
  const { state, clock } = options;
  const messages = openMessageStore(state.sqlite);
  const arrivals = createArrivals({ clock, nextVisibleAtMs: messages.nextVisibleAtMs });
  const context: SqsContext = {
    accountId: options.accountId,
    state,
    clock,
    queues: createQueueDirectory(options),
    messages,
    records: openQueueRecords(state.sqlite),
    inFlightLimit: createInFlightLimit(messages),
    arrivals,
    decideDelivery: options.decideDelivery ?? deliverAtOnce,
    metrics: options.metrics ?? noMetrics,
    onDeadLetter: options.onDeadLetter ?? (() => {}),
  };
  startQueues(context);
  const endMeasuring = clock.onMinute((minuteMs) => measureQueues(context, minuteMs));
  const moveTasks = createMoveTasks(context);
  const withTasks = { ...context, moveTasks };

  return {
    operations: {
      SendMessage: sendMessage(context),
      SendMessageBatch: sendMessageBatch(context),
      ReceiveMessage: receiveMessage(context),
      DeleteMessage: deleteMessage(context),
      DeleteMessageBatch: deleteMessageBatch(context),
      ChangeMessageVisibility: changeMessageVisibility(context),
      ChangeMessageVisibilityBatch: changeMessageVisibilityBatch(context),
      GetQueueUrl: getQueueUrl(context),
      GetQueueAttributes: getQueueAttributes(context),
      ListQueues: listQueues(context),
      ListDeadLetterSourceQueues: listDeadLetterSourceQueues(context),
      PurgeQueue: purgeQueue(context),
      StartMessageMoveTask: startMessageMoveTask(withTasks),
      ListMessageMoveTasks: listMessageMoveTasks(withTasks),
      CancelMessageMoveTask: cancelMessageMoveTask(withTasks),
    },
    receive(queue, limits) {
      const visibilityTimeoutMs = queue.visibilityTimeoutSeconds * 1_000;
      return receiveMessages(context, queue, { ...limits, visibilityTimeoutMs, holder: "poller" })
        .messages;
    },
    hasMessages(queue) {
      const nowMs = clock.nowMs();
      if (queue.fifo) return messages.freeGroups(queue.name, nowMs).length > 0;
      return messages.hasAvailable(queue.name, nowMs);
    },
    deleteReceived(queue, receiptHandles) {
      state.transaction(() => {
        for (const handle of receiptHandles) {
          try {
            deleteReceived(context, queue, handle);
          } catch (error) {
            // A FIFO queue refuses a handle that came too late; the others are still deleted.
            if (!(error instanceof AwsError)) throw error;
          }
        }
      });
      notifyAfterDelete(context, queue);
    },
    holdVisibility: (queue, held) => holdVisibility(context, queue, held),
    onArrival: (queue, sinceMs, callback) => arrivals.wait(queue.name, sinceMs, callback),
    depths: () =>
      Object.fromEntries(options.queues.map((queue) => [queue.name, queueDepth(context, queue)])),
    stop() {
      endMeasuring();
      moveTasks.stop();
      arrivals.stop();
    },
  };
}

function startQueues({ state, clock, queues, messages, records }: SqsContext) {
  const nowMs = clock.nowMs();
  state.transaction(() => {
    messages.releasePollers(nowMs);
    for (const queue of queues.all) {
      records.register(queue.name, nowMs);
      messages.removeSentUntil(queue.name, nowMs - queue.messageRetentionSeconds * 1_000);
    }
  });
}
