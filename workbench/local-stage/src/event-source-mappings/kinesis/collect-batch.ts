import { expiredAtMs } from "../../kinesis/stream-directory.ts";
import { startGathering } from "./batch-builder.ts";
import type { LaneParts } from "./shard-poller-parts.ts";
import { newBatch } from "./stream-batch.ts";
import { maximumEventBytes } from "./stream-event.ts";

/** Waits for records, and with a batching window for more of them; the lane then stands at their batch. */
export async function gatherBatch(parts: LaneParts): Promise<void> {
  const { context, source, stream, shard, part, stopping, position, sleep } = parts;
  const { clock, records, arrivals } = context;
  const untilArrival = (wake: () => void) => arrivals.wait(part.streamName, part.shardIndex, wake);
  if (!parts.mayRead()) return await sleep.until({ subscribe: untilArrival });

  const afterSeq = position.afterSeq();
  const gathering = startGathering(afterSeq, {
    maxRecords: source.batchSize,
    maxBytes: maximumEventBytes,
    bytesOf: parts.format.bytes,
    passes: parts.passes,
  });
  let closesAtMs: number | undefined;
  while (!stopping.aborted) {
    const oldestMs = expiredAtMs(stream, clock.nowMs());
    gathering.add(records.read(part, gathering.throughSeq(), oldestMs));
    if (gathering.throughSeq() === afterSeq) {
      await sleep.until({ subscribe: untilArrival });
      continue;
    }
    closesAtMs ??= clock.nowMs() + source.maximumBatchingWindowMs;
    if (gathering.isFull() || gathering.records.length === 0 || clock.nowMs() >= closesAtMs) {
      break;
    }
    await sleep.until({ subscribe: untilArrival, dueAtMs: closesAtMs });
  }
  if (stopping.aborted) return;

  const leftOut = gathering.leftOut();
  if (leftOut > 0) {
    parts.report({
      kind: "filtered-out",
      source: source.logicalName,
      shardId: shard.id,
      records: leftOut,
    });
  }
  if (gathering.records.length === 0) position.passOver(gathering.throughSeq());
  else position.take(newBatch(gathering.records, gathering.throughSeq()));
}
