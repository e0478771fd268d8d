import type { StreamSourceDefinition } from "@stagecraft/plan/stream-source-definition";
import type { PlanDelivery } from "../../faults/decide-delivery.ts";
import type { KinesisContext } from "../../kinesis/kinesis-context.ts";
import type { ShardPart, StoredRecord } from "../../kinesis/record-store.ts";
import type { Shard } from "../../kinesis/shards.ts";
import type { Stream } from "../../kinesis/stream-directory.ts";
import type { InvocationOutcome } from "../../shared/invocation.ts";
import type { LaneProgress } from "./checkpoint-store.ts";
import type { FailureRecord } from "./failure-record.ts";
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
