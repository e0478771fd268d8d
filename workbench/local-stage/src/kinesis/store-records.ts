import type { KinesisContext } from "./kinesis-context.ts";
import { putStreamMetric } from "./put-stream-metric.ts";
import type { RecordInput } from "./read-record.ts";
import { formatSequenceNumber } from "./sequence-number.ts";
import { shardFor } from "./shards.ts";
import { expiredAtMs, type Stream } from "./stream-directory.ts";

/** The outcome for one record. `message` is AWS's wording. */
export type StoredOutcome =
  | { readonly kind: "stored"; readonly ShardId: string; readonly SequenceNumber: string }
  | { readonly kind: "throttled"; readonly message: string };

/** Stores the records that fit in their shards' throughput, in one transaction, and notifies those who wait for them. */
export function storeRecords(
  context: KinesisContext,
  stream: Stream,
  inputs: readonly RecordInput[],
): readonly StoredOutcome[] {
  const nowMs = context.clock.nowMs();
  const touched = new Set<number>();
  const outcomes = context.state.transaction(() =>
    inputs.map((input): StoredOutcome => {
      const shard = shardFor(stream.shards, input.hashKey);
      if (!stream.limits[shard.index]?.write(input.bytes)) {
        return { kind: "throttled", message: rateExceeded(context, stream, shard.id) };
      }
      const seq = context.records.insert({
        streamName: stream.name,
        shardIndex: shard.index,
        arrivedAtMs: nowMs,
        keyHash: input.keyHash,
        partitionKey: input.partitionKey,
        data: input.data,
      });
      touched.add(shard.index);
      const SequenceNumber = formatSequenceNumber({
        streamCreatedAtMs: stream.createdAtMs,
        shardIndex: shard.index,
        seq,
      });
      return { kind: "stored", ShardId: shard.id, SequenceNumber };
    }),
  );
  const stored = inputs.filter((_input, index) => outcomes[index]?.kind === "stored");
  if (stored.length > 0) {
    const bytes = stored.reduce((sum, input) => sum + input.bytes, 0);
    putStreamMetric(context.metrics, stream.name, "IncomingRecords", stored.length);
    putStreamMetric(context.metrics, stream.name, "IncomingBytes", bytes);
  }
  for (const shardIndex of touched) {
    context.records.removeArrivedUntil(stream.name, shardIndex, expiredAtMs(stream, nowMs));
    context.arrivals.arrived(stream.name, shardIndex);
  }
  return outcomes;
}

export function rateExceeded({ accountId }: KinesisContext, stream: Stream, shardId: string) {
  return `Rate exceeded for shard ${shardId} in stream ${stream.name} under account ${accountId}.`;
}
