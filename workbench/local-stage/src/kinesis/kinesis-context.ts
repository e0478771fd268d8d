import type { MetricSink } from "../cloudwatch/metric-sink.ts";
import type { Clock } from "../common/clock.ts";
import type { State } from "../stage/state.ts";
import type { RecordStore } from "./record-store.ts";
import type { ShardArrivals } from "./shard-arrivals.ts";
import type { StreamDirectory } from "./stream-directory.ts";

/** What the operations and pollers of Kinesis share. */
export type KinesisContext = {
  readonly accountId: string;
  readonly state: State;
  readonly clock: Clock;
  readonly streams: StreamDirectory;
  readonly records: RecordStore;
  readonly arrivals: ShardArrivals;
  readonly metrics: MetricSink;
};
