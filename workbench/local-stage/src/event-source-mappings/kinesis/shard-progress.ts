import { expiredAtMs } from "../../kinesis/stream-directory.ts";
import type { LaneProgress } from "./checkpoint-store.ts";
import type { LaneOptions } from "./shard-poller-options.ts";
import type { StreamBatch } from "./stream-batch.ts";

/** Where a lane stands: what it is done with, and the batches that come next. */
export type LanePosition = {
  /** Everything up to here is done with. */
  afterSeq(): number;
  /** The batch that comes next; undefined when records have to be gathered for one. */
  first(): StreamBatch | undefined;
  /** Takes up a batch where there is none. It is saved with its first outcome: before, a restart gathers it anew. */
  take(batch: StreamBatch): void;
  /** Where there is no batch: everything up to `throughSeq` is done with. */
  passOver(throughSeq: number): void;
  /** Puts other batches, or none, in the first one's place. */
  replaceFirst(...others: readonly StreamBatch[]): void;
  /** Records in the stream that are not done with. */
  remaining(): number;
};

/** Goes on where `progress` says, with those of its records that the stream still has. */
export function openLanePosition(options: LaneOptions): LanePosition {
  const { stream, part, progress, passes, save } = options;
  const { clock, records } = options.context;
  let { afterSeq } = progress;
  let batches: readonly StreamBatch[] = progress.batches.flatMap(restored);

  function oldestMs(): number {
    return expiredAtMs(stream, clock.nowMs());
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
    take(batch) {
      batches = [batch];
    },
    passOver: (throughSeq) => goOn([], throughSeq),
    replaceFirst(...others) {
      const [first, ...later] = batches;
      goOn([...others, ...later], first?.throughSeq ?? afterSeq);
    },
    remaining: () => records.count(part, afterSeq, oldestMs()),
  };
}
