import type { StoredMessage } from "../../sqs/messages/message-store.ts";
import { createPermissionCheck } from "../permission-check.ts";
import { createBatchProcessor } from "./batch-processor.ts";
import { createPollerScaling, growthIntervalMs } from "./poller-scaling.ts";
import { maximumEventBytes } from "./queue-event.ts";
import type { QueuePollerOptions } from "./queue-poller-options.ts";
import { validateQueueSource } from "./validate-queue-source.ts";

export type QueuePoller = {
  /** Batches that the function is processing, and messages that wait for the end of a batching window. */
  stats(): { readonly running: number; readonly buffered: number };
  /** Receives no more and waits for the running invocations. Buffered messages are received again at the next start. */
  stop(): Promise<void>;
};

/**
 * The event source mapping of a queue: receives messages, invokes the function with them and deletes what it has
 * processed. It sleeps until a message may be receivable.
 * @throws Error when AWS would not accept the mapping.
 */
export function createQueuePoller(options: QueuePollerOptions): QueuePoller {
  const { sqs, source, queue, clock, report } = options;
  validateQueueSource(source, queue);
  const check = createPermissionCheck(options.allow, (permission, reason) =>
    report({ kind: "step-denied", source: source.logicalName, permission, reason }),
  );
  const mayDo = (action: string) => check({ action, resource: queue.arn });
  const scaling = createPollerScaling(source.maximumConcurrency);
  const stopping = new AbortController();
  const runBatch = createBatchProcessor({ ...options, mayDo, scaling, stopping: stopping.signal });
  const running = new Set<Promise<void>>();
  let buffer: StoredMessage[] = [];
  let isPollPlanned = false;
  let cancelWait = () => {};
  let cancelWindow = () => {};
  let cancelGrowth = () => {};

  /** Many notifications in one turn of the event loop make one poll. */
  function planPoll() {
    if (isPollPlanned || stopping.signal.aborted) return;
    isPollPlanned = true;
    setImmediate(() => {
      isPollPlanned = false;
      if (!stopping.signal.aborted) poll();
    });
  }

  function poll() {
    cancelWait();
    cancelGrowth();
    if (!mayDo("sqs:ReceiveMessage") || !mayDo("sqs:GetQueueAttributes")) {
      listen(clock.nowMs());
      return;
    }
    while (running.size < scaling.limit()) {
      const nowMs = clock.nowMs();
      const messages = sqs.receive(queue, {
        maxMessages: source.batchSize - buffer.length,
        maxBytes: maximumEventBytes,
      });
      if (messages.length === 0) {
        scaling.relax();
        if (running.size === 0) scaling.reset();
        listen(nowMs);
        return;
      }
      add(messages, nowMs);
    }
    waitForSlot();
  }

  /** The limit is reached: the end of a batch plans the next poll, and with a backlog the limit grows with time. */
  function waitForSlot() {
    const nowMs = clock.nowMs();
    if (!sqs.hasMessages(queue)) {
      scaling.relax();
      listen(nowMs);
      return;
    }
    scaling.saturate(nowMs);
    if (running.size < scaling.limit()) planPoll();
    else cancelGrowth = clock.at(nowMs + growthIntervalMs, planPoll);
  }

  function listen(sinceMs: number) {
    cancelWait = sqs.onArrival(queue, sinceMs, planPoll);
  }

  function add(messages: readonly StoredMessage[], nowMs: number) {
    if (source.maximumBatchingWindowMs === 0) {
      start(messages);
      return;
    }
    if (buffer.length === 0) {
      cancelWindow = clock.at(nowMs + source.maximumBatchingWindowMs, flush);
    }
    buffer.push(...messages);
    const bytes = buffer.reduce((sum, message) => sum + message.body.length, 0);
    if (buffer.length >= source.batchSize || bytes >= maximumEventBytes) flush();
  }

  function flush() {
    cancelWindow();
    const messages = buffer;
    buffer = [];
    start(messages);
  }

  function start(messages: readonly StoredMessage[]) {
    const batch = runBatch(messages).finally(() => {
      running.delete(batch);
      planPoll();
    });
    running.add(batch);
  }

  if (source.enabled) planPoll();

  return {
    stats: () => ({ running: running.size, buffered: buffer.length }),
    async stop() {
      stopping.abort();
      cancelWait();
      cancelWindow();
      cancelGrowth();
      await Promise.all(running);
    },
  };
}
