import type { HoldTimeouts } from "../../common/invocation.ts";
import { failureOf } from "../../common/invocation-failure.ts";
import type { StoredMessage } from "../../sqs/messages/message-store.ts";
import { type BatchResponse, readBatchResponse } from "./batch-response.ts";
import { invokeUntilAccepted } from "./invoke-until-accepted.ts";
import { createMessageFilter } from "./message-filter.ts";
import type { PollerScaling } from "./poller-scaling.ts";
import { type QueueEvent, queueEvents, queueRecord } from "./queue-event.ts";
import type { QueuePollerOptions } from "./queue-poller-options.ts";

/**
 * Processes one batch: deletes the messages that the filters refuse, invokes the function, deletes the processed
 * messages. The others become visible again after the visibility timeout.
 */
export function createBatchProcessor(
  options: QueuePollerOptions & {
    readonly mayDo: (action: string) => boolean;
    readonly scaling: PollerScaling;
    readonly stopping: AbortSignal;
  },
): (messages: readonly StoredMessage[]) => Promise<void> {
  const { sqs, source, queue, clock, caller, invoke, report, recordOutcome } = options;
  const { mayDo, scaling, stopping } = options;
  const passes = createMessageFilter(source.filterPatterns);
  const name = source.logicalName;
  let isInvocationDenied = false;

  function remove(receiptHandles: readonly string[]) {
    if (receiptHandles.length > 0 && mayDo("sqs:DeleteMessage")) {
      sqs.deleteReceived(queue, receiptHandles);
    }
  }

  async function invokeWith(
    event: QueueEvent,
    timeouts: { readonly deadlineMs: () => number; readonly holdTimeouts: HoldTimeouts },
  ) {
    const messageIds = event.Records.map((record) => record.messageId);
    const { deadlineMs, holdTimeouts } = timeouts;
    const linkedTraceHeaders = traceHeadersOf(event);
    const outcome = await invokeUntilAccepted({
      invoke: () => invoke(source.functionArn, event, { caller, linkedTraceHeaders, holdTimeouts }),
      clock,
      deadlineMs,
      stopping,
      onThrottle: scaling.throttled,
    });
    switch (outcome.kind) {
      case "throttled":
      case "unavailable":
        report({ kind: "batch-throttled", source: name, messageIds });
        return;
      // The messages become visible again, until their queue's maxReceiveCount.
      // https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html
      case "recursive-loop":
        report({ kind: "batch-failed", source: name, messageIds, reason: outcome.reason });
        return;
      case "denied":
        if (!isInvocationDenied) {
          report({ kind: "invocation-denied", source: name, reason: outcome.reason });
        }
        isInvocationDenied = true;
        return;
      case "function-error": {
        isInvocationDenied = false;
        // With partial responses on, Lambda keeps polling at the same pace.
        if (!source.reportBatchItemFailures) scaling.failed();
        const reason = failureOf(outcome);
        report({ kind: "batch-failed", source: name, messageIds, reason });
        recordOutcome(reason);
        return;
      }
      case "success":
        isInvocationDenied = false;
        finish(
          event,
          source.reportBatchItemFailures
            ? readBatchResponse(outcome.payload, messageIds)
            : { kind: "all-done" },
        );
    }
  }

  function finish(event: QueueEvent, response: BatchResponse) {
    if (response.kind === "all-failed") {
      const messageIds = event.Records.map((record) => record.messageId);
      report({ kind: "batch-failed", source: name, messageIds, reason: response.reason });
      recordOutcome(response.reason);
      return;
    }
    const failed = response.kind === "some-failed" ? response.failedMessageIds : new Set<string>();
    const done = event.Records.filter((record) => !failed.has(record.messageId));
    remove(done.map((record) => record.receiptHandle));
    if (failed.size > 0) {
      const reason = "the function listed them in batchItemFailures";
      report({ kind: "batch-failed", source: name, messageIds: [...failed], reason });
    }
    recordOutcome(done.length === 0 ? "it handled no message of its batch" : undefined);
  }

  const hasWindow = source.maximumBatchingWindowMs > 0;
  const recordOf = (message: StoredMessage) => queueRecord(queue, message, { hasWindow });

  return async (messages) => {
    const wanted = messages.filter((message) => passes(message.body));
    if (wanted.length < messages.length) {
      const refused = messages.filter((message) => !wanted.includes(message));
      const messageIds = refused.map((message) => message.messageId);
      report({ kind: "filtered-out", source: name, messageIds });
      remove(refused.map((message) => recordOf(message).receiptHandle));
    }
    let deadlineMs = Math.min(...messages.map((message) => message.visibleAtMs));
    const timeouts = {
      deadlineMs: () => deadlineMs,
      holdTimeouts() {
        const heldAtMs = clock.nowMs();
        const startTimeouts = sqs.holdVisibility(queue, wanted);
        return () => {
          deadlineMs += clock.nowMs() - heldAtMs;
          startTimeouts();
        };
      },
    };
    const records = wanted.map(recordOf);
    for (const event of queueEvents(records)) {
      if (stopping.aborted) return;
      await invokeWith(event, timeouts);
    }
  };
}

/** A batch has a trace of its own, and continues the chains of requests of its messages. */
function traceHeadersOf({ Records }: QueueEvent): readonly string[] {
  return Records.flatMap(({ attributes }) => attributes.AWSTraceHeader ?? []);
}
