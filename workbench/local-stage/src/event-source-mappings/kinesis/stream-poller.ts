import type { StreamSourceDefinition } from "@stagecraft/plan/stream-source-definition";
import { deliverAtOnce, type PlanDelivery } from "../../faults/decide-delivery.ts";
import type { Kinesis } from "../../kinesis/kinesis.ts";
import type { Shard } from "../../kinesis/shards.ts";
import type { Caller } from "../../shared/caller.ts";
import type { Invoke } from "../../shared/invocation.ts";
import type { Permission } from "../../shared/operation.ts";
import { createPermissionCheck, type PermissionAnswer } from "../permission-check.ts";
import { openLaneStore } from "./checkpoint-store.ts";
import type { FailureRecord } from "./failure-record.ts";
import { createRecordFilter } from "./record-filter.ts";
import { runLane } from "./shard-poller.ts";
import { createStreamEventFormat } from "./stream-event.ts";
import type { StreamPollerEvent } from "./stream-poller-event.ts";
import { refuseBadStreamSource } from "./validate-stream-source.ts";

export type StreamPoller = {
  /** Batches with the function now, and records in the stream that are not done with. */
  stats(): { readonly running: number; readonly remaining: number };
  /** True while nothing happens before a record comes or the clock moves on. */
  isIdle(): boolean;
  /** Starts nothing more and waits for the invocations that run. The next start goes on where this one ends. */
  stop(): Promise<void>;
};

export type StreamPollerOptions = {
  readonly kinesis: Kinesis;
  readonly source: StreamSourceDefinition;
  readonly invoke: Invoke;
  /** The function's role, as which the poller acts. */
  readonly caller: Extract<Caller, { kind: "role" }>;
  /** Asks IAM whether the function's role may do a step. */
  readonly allow: (permission: Permission) => PermissionAnswer;
  /** Sends to the failure destination; what it throws is reported, and the batch is discarded all the same, as on AWS. */
  readonly sendMessage: (queueArn: string, body: string) => unknown;
  readonly report: (event: StreamPollerEvent) => void;
  readonly planDelivery?: PlanDelivery;
};

/**
 * What Lambda does as the function's role to read a stream, and asks for when the mapping is made:
 * https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html
 */
export const streamPollerActions = [
  "kinesis:DescribeStream",
  "kinesis:DescribeStreamSummary",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
] as const;

/**
 * The event source mapping: reads each shard in order, invokes the function with batches and goes on when they are done. It
 * sleeps until a record comes.
 * @throws Error when AWS would not accept the mapping, or when it wants what is not implemented here.
 * @throws AwsError ResourceNotFoundException when the stream is not in the Plan.
 */
export function createStreamPoller(options: StreamPollerOptions): StreamPoller {
  const { kinesis, source, invoke, caller, report, sendMessage } = options;
  const { planDelivery = deliverAtOnce } = options;
  const { context } = kinesis;
  const { records, state } = context;
  refuseBadStreamSource(source);
  const stream = context.streams.byArn(source.streamArn);
  const passes = createRecordFilter(source.filterPatterns);
  const store = openLaneStore(state);
  const stopping = new AbortController();
  const mayDo = createPermissionCheck(options.allow, (permission, reason) =>
    report({ kind: "step-denied", source: source.logicalName, permission, reason }),
  );
  let isOpen = false;

  function mayRead(): boolean {
    const needed = isOpen ? ["kinesis:GetRecords"] : streamPollerActions;
    isOpen = needed
      .map((action) => mayDo({ action, resource: stream.arn }))
      .every((allowed) => allowed);
    return isOpen;
  }

  async function tellFailure(failure: FailureRecord): Promise<boolean> {
    const { onFailureArn: destinationArn, logicalName } = source;
    if (destinationArn === undefined) return false;
    if (!mayDo({ action: "sqs:SendMessage", resource: destinationArn })) return false;
    try {
      await sendMessage(destinationArn, JSON.stringify(failure));
      return true;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      report({ kind: "destination-failed", source: logicalName, destinationArn, reason });
      return false;
    }
  }

  function firstSeq({ index }: Shard): number {
    const { start } = source;
    if (start.at === "TRIM_HORIZON") return 0;
    if (start.at === "LATEST") return records.lastSeq(stream.name, index);
    return records.seqBefore(stream.name, index, start.timestampMs);
  }

  const lanes = stream.shards.flatMap((shard) => {
    const shardPart = {
      streamName: stream.name,
      shardIndex: shard.index,
      laneCount: source.parallelizationFactor,
    };
    const format = createStreamEventFormat(stream, shard, caller.roleArn);
    const opened = store.open(source.uuid, shardPart, () => firstSeq(shard));
    return opened.map((progress, lane) => {
      const part = { ...shardPart, lane };
      return { shard, part, progress, format };
    });
  });
  const running = !source.enabled
    ? []
    : lanes.map((lane) =>
        runLane({
          ...lane,
          context,
          source,
          stream,
          passes,
          mayRead,
          tellFailure,
          report,
          planDelivery,
          stopping: stopping.signal,
          invoke: (event) => invoke(source.functionArn, event, { caller }),
          save: (progress) => store.save(source.uuid, lane.part, progress),
        }),
      );

  return {
    stats: () => ({
      running: running.filter((lane) => lane.isInvoking()).length,
      remaining: running.reduce((sum, lane) => sum + lane.remaining(), 0),
    }),
    isIdle: () => running.every((lane) => lane.isIdle()),
    async stop() {
      stopping.abort();
      await Promise.all(running.map(({ ended }) => ended));
    },
  };
}
