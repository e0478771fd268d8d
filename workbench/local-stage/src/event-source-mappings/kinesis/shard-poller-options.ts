import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import type { InvocationOutcome } from "../../common/invocation.ts";
import type { DecideDelivery } from "../../faults/decide-delivery.ts";
import type { KinesisContext } from "../../kinesis/kinesis-context.ts";
import type { ShardPart, StoredRecord } from "../../kinesis/record-store.ts";
import type { Shard } from "../../kinesis/shards.ts";
import type { Stream } from "../../kinesis/stream-directory.ts";
import type { Checkpoint } from "./checkpoint-store.ts";
import type { FailureRecord } from "./failure-record.ts";
import type { StreamEventFormat } from "./stream-event.ts";
import type { StreamPollerEvent } from "./stream-poller-event.ts";

/** What one shard poller needs. */
export type ShardPollerOptions = {
  readonly context: KinesisContext;
  readonly source: StreamSourceDefinition;
  readonly stream: Stream;
  readonly shard: Shard;
  readonly part: ShardPart;
  readonly checkpoint: Checkpoint;
  readonly format: StreamEventFormat;
  readonly passes: (record: StoredRecord) => boolean;
  readonly stopping: AbortSignal;
  readonly mayRead: () => boolean;
  readonly decideDelivery: DecideDelivery;
  readonly invoke: (event: { readonly Records: readonly unknown[] }) => Promise<InvocationOutcome>;
  /** True when the failure destination accepted it. */
  readonly sendFailureRecord: (failure: FailureRecord) => Promise<boolean>;
  readonly save: (checkpoint: Checkpoint) => void;
  readonly report: (event: StreamPollerEvent) => void;
  readonly recordOutcome: (failure: string | undefined) => void;
};
