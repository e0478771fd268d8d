import { randomUUID } from "node:crypto";
import { quotas } from "@stagecraft/plan/quotas";
import type { QueueDefinition } from "@stagecraft/plan/resources/sqs/queue-definition";
import type { StoredMessage } from "../messages/message-store.ts";
import type { SqsContext } from "../sqs-context.ts";
import { type MoveTask, openMoveTaskStore } from "./move-task-store.ts";

/** AWS moves at most this many messages a second. */
export const maximumMovesPerSecond = quotas.sqs.movesPerSecond.value;

export type MoveTasks = {
  start(options: {
    readonly source: QueueDefinition;
    readonly destination: QueueDefinition | undefined;
    readonly maxPerSecond: number | undefined;
  }): MoveTask;
  byId(taskId: string): MoveTask | undefined;
  /** The newest first. */
  latest(sourceArn: string, limit: number): readonly MoveTask[];
  cancel(taskId: string): void;
  stop(): void;
};

/** What the operations on message move tasks need. */
export type SqsContextWithTasks = SqsContext & { readonly moveTasks: MoveTasks };

/**
 * Runs redrive tasks, and resumes those that a stop or a crash interrupted. A message is moved and counted in one
 * transaction.
 */
export function createMoveTasks(context: SqsContext): MoveTasks {
  const store = openMoveTaskStore(context.state.sqlite);
  const timers = new Map<string, () => void>();

  /** Moves in steps of a tenth of a second, or of one message when the rate is lower than that. */
  function scheduleStep(task: MoveTask) {
    const perSecond = task.maxPerSecond ?? maximumMovesPerSecond;
    const perStep = Math.max(1, Math.floor(perSecond / 10));
    const dueAtMs = context.clock.nowMs() + (perStep * 1_000) / perSecond;
    const cancel = context.clock.at(dueAtMs, () => step(task.taskId, perStep));
    timers.set(task.taskId, cancel);
  }

  function step(taskId: string, count: number) {
    timers.delete(taskId);
    const task = store.byId(taskId);
    if (task?.status !== "RUNNING") return;
    const arrivedIn = context.state.transaction(() => moveSome(context, task, count, store));
    for (const queueName of arrivedIn) context.arrivals.arrived(queueName);
    if (store.byId(taskId)?.status === "RUNNING") scheduleStep(task);
  }

  for (const task of store.running()) scheduleStep(task);

  return {
    start({ source, destination, maxPerSecond }) {
      const nowMs = context.clock.nowMs();
      const task: MoveTask = {
        taskId: randomUUID(),
        sourceArn: source.arn,
        destinationArn: destination?.arn ?? null,
        maxPerSecond: maxPerSecond ?? null,
        status: "RUNNING",
        moved: 0,
        toMove: context.messages.depth(source.name, nowMs, oldestKeptMs(source, nowMs)).visible,
        startedAtMs: nowMs,
        throughSeq: context.messages.lastSeq(source.name),
        failureReason: null,
      };
      store.insert(task);
      scheduleStep(task);
      return task;
    },
    byId: store.byId,
    latest: store.latest,
    cancel(taskId) {
      timers.get(taskId)?.();
      timers.delete(taskId);
      store.end(taskId, "CANCELLED");
    },
    stop() {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
}

/** Moves up to `count` messages and ends the task when there are no more. Returns the queues that got some. */
function moveSome(
  context: SqsContext,
  task: MoveTask,
  count: number,
  store: ReturnType<typeof openMoveTaskStore>,
): ReadonlySet<string> {
  const arrivedIn = new Set<string>();
  const nowMs = context.clock.nowMs();
  const source = context.queues.byArn(task.sourceArn);
  if (source === undefined) {
    store.end(task.taskId, "FAILED", "AWS.SimpleQueueService.NonExistentQueue");
    return arrivedIn;
  }
  context.messages.removeSentUntil(source.name, oldestKeptMs(source, nowMs));
  const messages = context.messages.oldestAvailable(source.name, nowMs, task.throughSeq, count);
  for (const message of messages) {
    const destinationArn = task.destinationArn ?? message.deadLetterSourceArn;
    const destination = destinationArn === null ? undefined : context.queues.byArn(destinationArn);
    if (destination === undefined) {
      store.end(
        task.taskId,
        "FAILED",
        destinationArn === null
          ? "CouldNotDetermineMessageSource"
          : "AWS.SimpleQueueService.NonExistentQueue",
      );
      return arrivedIn;
    }
    redrive(context, message, destination, nowMs);
    store.addMoved(task.taskId, 1);
    arrivedIn.add(destination.name);
  }
  if (messages.length < count) store.end(task.taskId, "COMPLETED");
  return arrivedIn;
}

/** A redriven message is a new one: new id, new time, never received. */
function redrive(
  context: SqsContext,
  message: StoredMessage,
  destination: QueueDefinition,
  nowMs: number,
) {
  context.messages.remove(message.seq);
  context.messages.insert({
    ...message,
    queue: destination.name,
    messageId: randomUUID(),
    sentAtMs: nowMs,
    visibleAtMs: nowMs + destination.delaySeconds * 1_000,
    receiveCount: 0,
    firstReceivedAtMs: null,
    deadLetterSourceArn: null,
  });
}

function oldestKeptMs(queue: QueueDefinition, nowMs: number): number {
  return nowMs - queue.messageRetentionSeconds * 1_000;
}
