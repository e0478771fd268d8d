import { expiredAtMs } from "../../kinesis/stream-directory.ts";
import { createBatchBuilder } from "./batch-builder.ts";
import type { ShardPollerParts } from "./shard-poller-parts.ts";
import { newBatch } from "./stream-batch.ts";
import { maximumEventBytes } from "./stream-event.ts";

/** Waits for records, and for the batching window to end, and makes them the next batch. */
export async function collectBatch(parts: ShardPollerParts): Promise<void> {
  const { context, source, stream, shard, part, stopping, progress, sleep } = parts;
  const { clock, records, arrivals } = context;
  const untilArrival = (wake: () => void) => arrivals.wait(part.streamName, part.shardIndex, wake);
  if (!parts.mayRead()) return await sleep.until({ subscribe: untilArrival });

  const afterSeq = progress.afterSeq();
  const builder = createBatchBuilder(afterSeq, {
    maxRecords: source.batchSize,
    maxBytes: maximumEventBytes,
    bytesOf: parts.format.bytes,
    passes: parts.passes,
  });
  let closesAtMs: number | undefined;
  while (!stopping.aborted) {
    const oldestMs = expiredAtMs(stream, clock.nowMs());
    builder.add(records.read(part, builder.throughSeq(), oldestMs));
    if (builder.throughSeq() === afterSeq) {
      await sleep.until({ subscribe: untilArrival });
      continue;
    }
    closesAtMs ??= clock.nowMs() + source.maximumBatchingWindowMs;
    if (builder.isFull() || builder.records.length === 0 || clock.nowMs() >= closesAtMs) {
      break;
    }
    await sleep.until({ subscribe: untilArrival, dueAtMs: closesAtMs });
  }
  if (stopping.aborted) return;

  const filteredOut = builder.filteredOut();
  if (filteredOut > 0) {
    parts.report({
      kind: "filtered-out",
      source: source.logicalName,
      shardId: shard.id,
      records: filteredOut,
    });
  }
  if (builder.records.length === 0) progress.skipTo(builder.throughSeq());
  else progress.begin(newBatch(builder.records, builder.throughSeq()));
}
