import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import type { PlanDelivery } from "../faults/plan-delivery.ts";
import type { InvocationOutcome } from "../invocation.ts";
import type { FailureRecord } from "./failure-record.ts";
import type { KinesisContext } from "./kinesis-context.ts";
import type { LaneProgress } from "./lane-store.ts";
import type { ShardPart, StoredRecord } from "./record-store.ts";
import type { Shard } from "./shards.ts";
import type { Stream } from "./stream-directory.ts";
import type { StreamEventFormat } from "./stream-event.ts";
import type { StreamPollerEvent } from "./stream-poller-event.ts";

/** What one lane of a mapping works with. */
export type LaneOptions = {
  readonly context: KinesisContext;
  readonly source: StreamSourceDefinition;
  readonly stream: Stream;
  readonly shard: Shard;
  readonly part: ShardPart;
  readonly progress: LaneProgress;
  readonly format: StreamEventFormat;
  readonly passes: (record: StoredRecord) => boolean;
  readonly stopping: AbortSignal;
  readonly mayRead: () => boolean;
  readonly planDelivery: PlanDelivery;
  readonly invoke: (event: { readonly Records: readonly unknown[] }) => Promise<InvocationOutcome>;
  /** Whether the failure destination has it now. */
  readonly tellFailure: (failure: FailureRecord) => Promise<boolean>;
  readonly save: (progress: LaneProgress) => void;
  readonly report: (event: StreamPollerEvent) => void;
};
