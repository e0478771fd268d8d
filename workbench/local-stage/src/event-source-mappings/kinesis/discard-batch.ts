import { type DiscardCondition, failureRecordOf, type LastFailure } from "./failure-record.ts";
import type { ShardPollerOptions } from "./shard-poller-options.ts";
import { type StreamBatch, sequenceNumbersOf } from "./stream-batch.ts";

/** Sends a failure record to the failure destination. A crash before the checkpoint is saved sends it twice. */
export async function discardBatch(
  batch: StreamBatch,
  condition: DiscardCondition,
  failure: LastFailure | undefined,
  { context, source, stream, shard, format, sendFailureRecord, report }: ShardPollerOptions,
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
  const sent = await sendFailureRecord(record);
  report({
    kind: "batch-discarded",
    source: source.logicalName,
    shardId: shard.id,
    condition,
    sequenceNumbers: sequenceNumbersOf(batch, format),
    sent,
  });
}
