import type { InvocationOutcome } from "../../common/invocation.ts";
import { expiredAtMs } from "../../kinesis/stream-directory.ts";
import { putLambdaMetric } from "../../lambda/put-lambda-metric.ts";
import { backoffMs } from "./backoff.ts";
import { type BatchOutcome, batchOutcome } from "./batch-outcome.ts";
import { discardBatch } from "./discard-batch.ts";
import type { ShardPollerParts } from "./shard-poller-parts.ts";
import {
  bisect,
  type StreamBatch,
  sequenceNumbersOf,
  splitAt,
  splitByAge,
} from "./stream-batch.ts";

export type BatchAttempts = {
  /** Invokes the function with the next batch, and handles the outcome. */
  attempt(batch: StreamBatch): Promise<void>;
  /** True while the function processes a batch. */
  isInvoking(): boolean;
};

export function createBatchAttempts(parts: ShardPollerParts): BatchAttempts {
  const { source, stream, shard, format, progress, sleep, report } = parts;
  const { clock, metrics } = parts.context;
  const functionName = source.functionArn.split(":")[6] ?? source.functionArn;
  const name = source.logicalName;
  let pauses = 0;
  let isInvoking = false;
  let isDenied = false;

  async function attempt(batch: StreamBatch) {
    const { maximumRecordAgeMs = Number.POSITIVE_INFINITY } = source;
    const nowMs = clock.nowMs();
    const oldUntilMs = Math.max(expiredAtMs(stream, nowMs), nowMs - maximumRecordAgeMs);
    const { old, rest: young } = splitByAge(batch, oldUntilMs);
    if (old !== undefined) {
      await discardBatch(old, "RecordAgeExceeded", undefined, parts);
      return progress.replaceFirst(...(young === undefined ? [] : [young]));
    }
    const { delayMs, againAfterMs } = parts.decideDelivery(name);
    if (delayMs > 0) {
      await sleep.until({ dueAtMs: nowMs + delayMs });
      if (parts.stopping.aborted) return;
    }
    const ageMs = clock.nowMs() - (batch.records.at(-1)?.arrivedAtMs ?? 0);
    putLambdaMetric(metrics, functionName, "IteratorAge", ageMs);
    isInvoking = true;
    const outcome = await parts.invoke({ Records: batch.records.map(format.record) });
    isInvoking = false;
    if (outcome.kind !== "success" && outcome.kind !== "function-error") {
      return await waitToRetry(outcome);
    }
    pauses = 0;
    isDenied = false;
    const result = batchOutcome(
      outcome,
      source.reportBatchItemFailures ? sequenceNumbersOf(batch, format) : undefined,
    );
    parts.recordOutcome(result.kind === "failed" ? result.reason : undefined);
    switch (result.kind) {
      case "done":
        if (againAfterMs === undefined) return progress.replaceFirst();
        return await sleep.until({ dueAtMs: clock.nowMs() + againAfterMs });
      case "partly-failed": {
        const [, left] = splitAt(batch, result.index);
        reportFailed(left, result.reason);
        return progress.replaceFirst(left);
      }
      case "failed":
        return await failed(batch, result);
    }
  }

  /** The function did not get the batch, so that this is no retry. */
  async function waitToRetry({ kind, reason }: Exclude<InvocationOutcome, { requestId: string }>) {
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
    { failure, reason }: Extract<BatchOutcome, { kind: "failed" }>,
  ) {
    const batch = { ...before, invokes: before.invokes + 1 };
    reportFailed(batch, reason);
    if (source.bisectBatchOnFunctionError && batch.records.length > 1) {
      return progress.replaceFirst(...bisect(batch));
    }
    if (batch.retries < (source.maximumRetryAttempts ?? Number.POSITIVE_INFINITY)) {
      progress.replaceFirst({ ...batch, retries: batch.retries + 1 });
      return await sleep.until({ dueAtMs: clock.nowMs() + backoffMs(batch.invokes) });
    }
    await discardBatch(batch, "RetryAttemptsExhausted", failure, parts);
    return progress.replaceFirst();
  }

  function reportFailed(batch: StreamBatch, reason: string) {
    const sequenceNumbers = sequenceNumbersOf(batch, format);
    report({ kind: "batch-failed", source: name, shardId: shard.id, sequenceNumbers, reason });
  }

  return { attempt, isInvoking: () => isInvoking };
}
