import type { StreamDefinition } from "@stagecraft/plan/resources/kinesis/stream-definition";
import { type MetricSink, noMetrics } from "../cloudwatch/metric-sink.ts";
import type { Clock } from "../common/clock.ts";
import type { Operation } from "../common/operation.ts";
import type { State } from "../stage/state.ts";
import type { KinesisContext } from "./kinesis-context.ts";
import { describeStream } from "./operations/describe-stream.ts";
import { describeStreamSummary } from "./operations/describe-stream-summary.ts";
import { getRecords } from "./operations/get-records.ts";
import { getShardIterator } from "./operations/get-shard-iterator.ts";
import { listShards } from "./operations/list-shards.ts";
import { listStreams } from "./operations/list-streams.ts";
import { putRecord } from "./operations/put-record.ts";
import { putRecords } from "./operations/put-records.ts";
import { openRecordStore } from "./record-store.ts";
import { createShardArrivals } from "./shard-arrivals.ts";
import { createStreamDirectory, expiredAtMs } from "./stream-directory.ts";

/** Kinesis Data Streams of one stage: the Plan's streams with their records in the stage's state. */
export type Kinesis = {
  /** By AWS operation name. */
  readonly operations: Readonly<Record<string, Operation>>;
  /** For the stage's pollers, which have no client limits. */
  readonly context: KinesisContext;
};

/** @throws Error naming the stream whose number of shards has changed. */
export function createKinesis(options: {
  readonly state: State;
  readonly clock: Clock;
  readonly streams: readonly StreamDefinition[];
  readonly accountId: string;
  readonly region: string;
  readonly metrics?: MetricSink;
}): Kinesis {
  const { state, clock } = options;
  const context: KinesisContext = {
    accountId: options.accountId,
    state,
    clock,
    streams: createStreamDirectory({ ...options, nowMs: clock.nowMs }),
    records: openRecordStore(state.sqlite),
    arrivals: createShardArrivals(),
    metrics: options.metrics ?? noMetrics,
  };
  removeExpired(context);
  return {
    operations: {
      DescribeStream: describeStream(context),
      DescribeStreamSummary: describeStreamSummary(context),
      GetRecords: getRecords(context),
      GetShardIterator: getShardIterator(context),
      ListShards: listShards(context),
      ListStreams: listStreams(context),
      PutRecord: putRecord(context),
      PutRecords: putRecords(context),
    },
    context,
  };
}

function removeExpired({ clock, records, state, streams }: KinesisContext) {
  state.transaction(() => {
    for (const stream of streams.all) {
      const untilMs = expiredAtMs(stream, clock.nowMs());
      for (const { index } of stream.shards) {
        records.removeArrivedUntil(stream.name, index, untilMs);
      }
    }
  });
}
