import type { StreamSourceDefinition } from "@stagecraft/plan/stream-source-definition";
import type { InvocationOutcome } from "../invocation.ts";
import { backoffMs } from "./backoff.ts";
import {
  type DiscardCondition,
  type FailureRecord,
  failureRecordOf,
  type LastFailure,
} from "./failure-record.ts";
import { startGathering } from "./gathering.ts";
import type { KinesisContext } from "./kinesis-context.ts";
import type { LaneProgress } from "./lane-store.ts";
import type { ShardPart, StoredRecord } from "./record-store.ts";
import type { Shard } from "./shards.ts";
import { createSleep } from "./sleep.ts";
import { cut, halves, newBatch, type StreamBatch, separateOld } from "./stream-batch.ts";
import { readStreamBatchResponse } from "./stream-batch-response.ts";
import { expiredAtMs, type Stream } from "./stream-directory.ts";
import { maximumEventBytes, type StreamEventFormat } from "./stream-event.ts";
import type { StreamPollerEvent } from "./stream-poller-event.ts";

/** What one lane of a mapping works with. */
export type LaneOptions = {
  readonly context: KinesisContext;
  readonly source: StreamSourceDefinition;
  readonly stream: Stream;
  readonly shard: Shard;
  readonly part: ShardPart;
  readonly progress: LaneProgress;
  readonly format: StreamEventFormat;
  readonly passes: (record: StoredRecord) => boolean;
  readonly stopping: AbortSignal;
  readonly mayRead: () => boolean;
  readonly invoke: (event: { readonly Records: readonly unknown[] }) => Promise<InvocationOutcome>;
  /** Whether the failure destination has it now. */
  readonly tellFailure: (failure: FailureRecord) => Promise<boolean>;
  readonly save: (progress: LaneProgress) => void;
  readonly report: (event: StreamPollerEvent) => void;
};

/** One after the other, the batches of one shard, or of those of its partition keys that fall into one part. */
export type Lane = {
  /** True while the function has a batch. */
  isInvoking(): boolean;
  /** True while nothing happens here before a record comes or the clock moves on. */
  isIdle(): boolean;
  /** Ends when the lane has stopped, after the invocation that runs. */
  readonly ended: Promise<void>;
  /** Records in the stream that are not done with. */
  remaining(): number;
};

export function runLane(options: LaneOptions): Lane {
  const { context, source, stream, shard, part, format, passes, stopping, report } = options;
  const { clock, records, arrivals } = context;
  const name = source.logicalName;
  let { afterSeq } = options.progress;
  let batches: readonly StreamBatch[] = options.progress.batches.flatMap(restored);
  let pauses = 0;
  let isInvoking = false;
  let isIdle = false;
  let isDenied = false;

  const sleep = createSleep(clock, stopping, () => {
    isIdle = false;
  });
  const untilArrival = (wake: () => void) => arrivals.wait(part.streamName, part.shardIndex, wake);

  function oldestMs(): number {
    return expiredAtMs(stream, clock.nowMs());
  }

  async function rest(until: Parameters<typeof sleep>[0]) {
    isIdle = true;
    await sleep(until);
  }

  function restored(saved: LaneProgress["batches"][number]): readonly StreamBatch[] {
    const found = records.read(part, saved.fromSeq - 1, oldestMs(), saved.throughSeq);
    const left = [...found].filter(passes);
    return left.length === 0 ? [] : [{ ...saved, records: left }];
  }

  /** Goes on with these batches; everything before them, or up to `throughSeq`, is done with. */
  function goOn(next: readonly StreamBatch[], throughSeq: number) {
    const [head] = next;
    batches = next;
    afterSeq =
      head === undefined ? throughSeq : Math.max(afterSeq, (head.records[0]?.seq ?? 0) - 1);
    options.save({
      afterSeq,
      batches: batches.map(({ throughSeq, invokes, retries, records: [first] }) => ({
        fromSeq: first?.seq ?? throughSeq,
        ...{ throughSeq, invokes, retries },
      })),
    });
  }

  /** Puts other batches, or none, in the first one's place. */
  function replaceFirst(...others: readonly StreamBatch[]) {
    const [first, ...later] = batches;
    goOn([...others, ...later], first?.throughSeq ?? afterSeq);
  }

  /** Waits for records, and with a batching window for more of them. */
  async function gather() {
    if (!options.mayRead()) return await rest({ subscribe: untilArrival });
    const gathering = startGathering(afterSeq, {
      maxRecords: source.batchSize,
      maxBytes: maximumEventBytes,
      bytesOf: format.bytes,
      passes,
    });
    let closesAtMs: number | undefined;
    while (!stopping.aborted) {
      gathering.add(records.read(part, gathering.throughSeq(), oldestMs()));
      if (gathering.throughSeq() === afterSeq) {
        await rest({ subscribe: untilArrival });
        continue;
      }
      closesAtMs ??= clock.nowMs() + source.maximumBatchingWindowMs;
      if (gathering.isFull() || gathering.records.length === 0 || clock.nowMs() >= closesAtMs) {
        break;
      }
      await rest({ subscribe: untilArrival, dueAtMs: closesAtMs });
    }
    if (stopping.aborted) return;
    const leftOut = gathering.leftOut();
    if (leftOut > 0) {
      report({ kind: "filtered-out", source: name, shardId: shard.id, records: leftOut });
    }
    if (gathering.records.length === 0) goOn([], gathering.throughSeq());
    else batches = [newBatch(gathering.records, gathering.throughSeq())];
  }

  async function attempt(batch: StreamBatch) {
    const { maximumRecordAgeMs = Number.POSITIVE_INFINITY } = source;
    const oldUntilMs = Math.max(oldestMs(), clock.nowMs() - maximumRecordAgeMs);
    const { old, rest: young } = separateOld(batch, oldUntilMs);
    if (old !== undefined) {
      await discard(old, "RecordAgeExceeded");
      return replaceFirst(...(young === undefined ? [] : [young]));
    }
    isInvoking = true;
    const outcome = await options.invoke({ Records: batch.records.map(format.record) });
    isInvoking = false;
    if (outcome.kind === "throttled" || outcome.kind === "denied") return await holdBack(outcome);
    pauses = 0;
    isDenied = false;
    const { requestId } = outcome;
    if (outcome.kind === "function-error") {
      const reason = `${outcome.payload.errorType}: ${outcome.payload.errorMessage}`;
      return await failed(batch, { requestId, functionError: "Unhandled", reason });
    }
    const verdict = source.reportBatchItemFailures
      ? readStreamBatchResponse(outcome.payload, batch.records.map(sequenceNumber))
      : ({ kind: "all-done" } as const);
    if (verdict.kind === "all-done") return replaceFirst();
    const reason =
      verdict.kind === "all-failed"
        ? verdict.reason
        : "the function listed it in batchItemFailures";
    if (verdict.kind === "stuck" && verdict.index > 0) {
      const [, left] = cut(batch, verdict.index);
      reportFailed(left, reason);
      return replaceFirst(left);
    }
    return await failed(batch, { requestId, functionError: null, reason });
  }

  /** The function never had the batch, so that this is no retry. */
  async function holdBack(outcome: {
    readonly kind: "throttled" | "denied";
    readonly reason: string;
  }) {
    const { kind, reason } = outcome;
    if (kind === "denied" && !isDenied) report({ kind: "invocation-denied", source: name, reason });
    if (kind === "throttled" && pauses === 0) {
      report({ kind: "batch-throttled", source: name, shardId: shard.id, reason });
    }
    isDenied = kind === "denied";
    pauses += 1;
    await rest({ dueAtMs: clock.nowMs() + backoffMs(pauses) });
  }

  async function failed(before: StreamBatch, failure: LastFailure & { readonly reason: string }) {
    const batch = { ...before, invokes: before.invokes + 1 };
    reportFailed(batch, failure.reason);
    if (source.bisectBatchOnFunctionError && batch.records.length > 1) {
      return replaceFirst(...halves(batch));
    }
    if (batch.retries < (source.maximumRetryAttempts ?? Number.POSITIVE_INFINITY)) {
      replaceFirst({ ...batch, retries: batch.retries + 1 });
      return await rest({ dueAtMs: clock.nowMs() + backoffMs(batch.invokes) });
    }
    await discard(batch, "RetryAttemptsExhausted", failure);
    return replaceFirst();
  }

  /** Tells the failure destination; a crash before the lane has moved on tells it twice. */
  async function discard(batch: StreamBatch, condition: DiscardCondition, failure?: LastFailure) {
    const { functionArn } = source;
    const nowMs = clock.nowMs();
    const place = { functionArn, streamArn: stream.arn, shardId: shard.id, sequenceNumber };
    const told = await options.tellFailure(
      failureRecordOf(batch, condition, place, nowMs, failure),
    );
    report({
      kind: "batch-discarded",
      source: name,
      shardId: shard.id,
      condition,
      sequenceNumbers: batch.records.map(sequenceNumber),
      told,
    });
  }

  function reportFailed(batch: StreamBatch, reason: string) {
    const sequenceNumbers = batch.records.map(sequenceNumber);
    report({ kind: "batch-failed", source: name, shardId: shard.id, sequenceNumbers, reason });
  }

  function sequenceNumber({ seq }: StoredRecord): string {
    return format.sequenceNumber(seq);
  }

  async function run() {
    while (!stopping.aborted) {
      const [batch] = batches;
      if (batch === undefined) await gather();
      else await attempt(batch);
    }
    isIdle = true;
  }

  return {
    isInvoking: () => isInvoking,
    isIdle: () => isIdle,
    ended: run(),
    remaining: () => records.count(part, afterSeq, oldestMs()),
  };
}
