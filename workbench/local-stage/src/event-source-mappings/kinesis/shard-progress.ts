import { expiredAtMs } from "../../kinesis/stream-directory.ts";
import type { Checkpoint } from "./checkpoint-store.ts";
import type { ShardPollerOptions } from "./shard-poller-options.ts";
import type { StreamBatch } from "./stream-batch.ts";

/** How far a shard poller is: the last processed record, and the next batches. */
export type ShardProgress = {
  /** The last record that needs no more processing. */
  afterSeq(): number;
  /** The next batch; undefined when there is none yet. */
  first(): StreamBatch | undefined;
  /** Sets the next batch. It is saved with its first outcome; a restart before that collects it again. */
  begin(batch: StreamBatch): void;
  /** Without a batch: no record up to `throughSeq` needs processing. */
  skipTo(throughSeq: number): void;
  /** Replaces the next batch by others, or by none. */
  replaceFirst(...others: readonly StreamBatch[]): void;
  /** Records in the stream that are not processed. */
  remaining(): number;
  /** When the first of these arrived; undefined when there are none. */
  behindSinceMs(): number | undefined;
};

/** Resumes from a checkpoint, with those of its records that the stream still has. */
export function openShardProgress(options: ShardPollerOptions): ShardProgress {
  const { stream, part, checkpoint, passes, save } = options;
  const { clock, records } = options.context;
  let { afterSeq } = checkpoint;
  let batches: readonly StreamBatch[] = checkpoint.batches.flatMap(restored);

  function oldestMs(): number {
    return expiredAtMs(stream, clock.nowMs());
  }

  function restored(saved: Checkpoint["batches"][number]): readonly StreamBatch[] {
    const found = records.read(part, saved.fromSeq - 1, oldestMs(), saved.throughSeq);
    const left = [...found].filter(passes);
    return left.length === 0 ? [] : [{ ...saved, records: left }];
  }

  /** Saves these as the next batches; records before them, or up to `throughSeq`, need no more processing. */
  function advance(next: readonly StreamBatch[], throughSeq: number) {
    const [head] = next;
    batches = next;
    afterSeq =
      head === undefined ? throughSeq : Math.max(afterSeq, (head.records[0]?.seq ?? 0) - 1);
    save({
      afterSeq,
      batches: batches.map(({ throughSeq, invokes, retries, records: [first] }) => ({
        fromSeq: first?.seq ?? throughSeq,
        throughSeq,
        invokes,
        retries,
      })),
    });
  }

  return {
    afterSeq: () => afterSeq,
    first: () => batches[0],
    begin(batch) {
      batches = [batch];
    },
    skipTo: (throughSeq) => advance([], throughSeq),
    replaceFirst(...others) {
      const [first, ...later] = batches;
      advance([...others, ...later], first?.throughSeq ?? afterSeq);
    },
    behindSinceMs() {
      const [waiting] = batches[0]?.records ?? [];
      if (waiting) return waiting.arrivedAtMs;
      const [next] = records.read(part, afterSeq, oldestMs());
      return next?.arrivedAtMs;
    },
    remaining: () => records.count(part, afterSeq, oldestMs()),
  };
}
