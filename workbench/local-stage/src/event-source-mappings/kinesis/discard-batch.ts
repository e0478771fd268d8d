import { type DiscardCondition, failureRecordOf, type LastFailure } from "./failure-record.ts";
import type { LaneOptions } from "./shard-poller-options.ts";
import { type StreamBatch, sequenceNumbersOf } from "./stream-batch.ts";

/** Tells the failure destination; a crash before the lane has moved on tells it twice. */
export async function discardBatch(
  batch: StreamBatch,
  condition: DiscardCondition,
  failure: LastFailure | undefined,
  { context, source, stream, shard, format, tellFailure, report }: LaneOptions,
): Promise<void> {
  const record = failureRecordOf(
    batch,
    condition,
    {
      functionArn: source.functionArn,
      streamArn: stream.arn,
      shardId: shard.id,
      sequenceNumber: ({ seq }) => format.sequenceNumber(seq),
    },
    context.clock.nowMs(),
    failure,
  );
  const told = await tellFailure(record);
  report({
    kind: "batch-discarded",
    source: source.logicalName,
    shardId: shard.id,
    condition,
    sequenceNumbers: sequenceNumbersOf(batch, format),
    told,
  });
}
