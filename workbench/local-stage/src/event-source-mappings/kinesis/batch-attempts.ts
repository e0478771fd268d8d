import { expiredAtMs } from "../../kinesis/stream-directory.ts";
import type { InvocationOutcome } from "../../shared/invocation.ts";
import { backoffMs } from "./backoff.ts";
import { type BatchVerdict, batchVerdict } from "./batch-outcome.ts";
import { discardBatch } from "./discard-batch.ts";
import type { LaneParts } from "./shard-poller-parts.ts";
import { cut, halves, type StreamBatch, separateOld, sequenceNumbersOf } from "./stream-batch.ts";

export type BatchAttempts = {
  /** Gives the lane's first batch to the function, and sees to what becomes of it. */
  attempt(batch: StreamBatch): Promise<void>;
  /** True while the function has a batch. */
  isInvoking(): boolean;
};

export function createBatchAttempts(parts: LaneParts): BatchAttempts {
  const { source, stream, shard, format, position, sleep, report } = parts;
  const { clock } = parts.context;
  const name = source.logicalName;
  let pauses = 0;
  let isInvoking = false;
  let isDenied = false;

  async function attempt(batch: StreamBatch) {
    const { maximumRecordAgeMs = Number.POSITIVE_INFINITY } = source;
    const nowMs = clock.nowMs();
    const oldUntilMs = Math.max(expiredAtMs(stream, nowMs), nowMs - maximumRecordAgeMs);
    const { old, rest: young } = separateOld(batch, oldUntilMs);
    if (old !== undefined) {
      await discardBatch(old, "RecordAgeExceeded", undefined, parts);
      return position.replaceFirst(...(young === undefined ? [] : [young]));
    }
    const { delayMs, againAfterMs } = parts.planDelivery(name);
    if (delayMs > 0) {
      await sleep.until({ dueAtMs: nowMs + delayMs });
      if (parts.stopping.aborted) return;
    }
    isInvoking = true;
    const outcome = await parts.invoke({ Records: batch.records.map(format.record) });
    isInvoking = false;
    if (outcome.kind !== "success" && outcome.kind !== "function-error") {
      return await holdBack(outcome);
    }
    pauses = 0;
    isDenied = false;
    const verdict = batchVerdict(
      outcome,
      source.reportBatchItemFailures ? sequenceNumbersOf(batch, format) : undefined,
    );
    switch (verdict.kind) {
      case "done":
        if (againAfterMs === undefined) return position.replaceFirst();
        return await sleep.until({ dueAtMs: clock.nowMs() + againAfterMs });
      case "stuck": {
        const [, left] = cut(batch, verdict.index);
        reportFailed(left, verdict.reason);
        return position.replaceFirst(left);
      }
      case "failed":
        return await failed(batch, verdict);
    }
  }

  /** As far as Lambda tells, the function never had the batch, so that this is no retry. */
  async function holdBack({ kind, reason }: Exclude<InvocationOutcome, { requestId: string }>) {
    if (kind === "denied" && !isDenied) report({ kind: "invocation-denied", source: name, reason });
    if (kind === "throttled" && pauses === 0) {
      report({ kind: "batch-throttled", source: name, shardId: shard.id, reason });
    }
    isDenied = kind === "denied";
    pauses += 1;
    await sleep.until({ dueAtMs: clock.nowMs() + backoffMs(pauses) });
  }

  async function failed(
    before: StreamBatch,
    { failure, reason }: Extract<BatchVerdict, { kind: "failed" }>,
  ) {
    const batch = { ...before, invokes: before.invokes + 1 };
    reportFailed(batch, reason);
    if (source.bisectBatchOnFunctionError && batch.records.length > 1) {
      return position.replaceFirst(...halves(batch));
    }
    if (batch.retries < (source.maximumRetryAttempts ?? Number.POSITIVE_INFINITY)) {
      position.replaceFirst({ ...batch, retries: batch.retries + 1 });
      return await sleep.until({ dueAtMs: clock.nowMs() + backoffMs(batch.invokes) });
    }
    await discardBatch(batch, "RetryAttemptsExhausted", failure, parts);
    return position.replaceFirst();
  }

  function reportFailed(batch: StreamBatch, reason: string) {
    const sequenceNumbers = sequenceNumbersOf(batch, format);
    report({ kind: "batch-failed", source: name, shardId: shard.id, sequenceNumbers, reason });
  }

  return { attempt, isInvoking: () => isInvoking };
}
