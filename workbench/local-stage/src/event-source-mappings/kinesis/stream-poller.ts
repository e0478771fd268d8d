import type { StreamSourceDefinition } from "@stagecraft/plan/resources/lambda/stream-source-definition";
import type { Caller } from "../../common/caller.ts";
import type { Invoke } from "../../common/invocation.ts";
import type { Permission } from "../../common/operation.ts";
import { type DecideDelivery, deliverAtOnce } from "../../faults/decide-delivery.ts";
import type { Kinesis } from "../../kinesis/kinesis.ts";
import type { Shard } from "../../kinesis/shards.ts";
import { createPermissionCheck, type PermissionAnswer } from "../permission-check.ts";
import { openCheckpointStore } from "./checkpoint-store.ts";
import type { FailureRecord } from "./failure-record.ts";
import { createRecordFilter } from "./record-filter.ts";
import { runShardPoller } from "./shard-poller.ts";
import { createStreamEventFormat } from "./stream-event.ts";
import type { StreamPollerEvent } from "./stream-poller-event.ts";
import { validateStreamSource } from "./validate-stream-source.ts";

export type StreamPoller = {
  /** Batches that the function is processing, and records in the stream that are not processed. */
  stats(): { readonly running: number; readonly remaining: number };
  /** True while it waits for a record or for a time. */
  isIdle(): boolean;
  /** Starts no new invocation and waits for the running ones. The next start resumes from the checkpoints. */
  stop(): Promise<void>;
};

export type StreamPollerOptions = {
  readonly kinesis: Kinesis;
  readonly source: StreamSourceDefinition;
  readonly invoke: Invoke;
  /** The poller acts as the function's role. */
  readonly caller: Extract<Caller, { kind: "role" }>;
  /** Asks IAM whether the function's role has a permission. */
  readonly allow: (permission: Permission) => PermissionAnswer;
  /** Sends to the failure destination. An error is reported, and the batch is discarded all the same, as on AWS. */
  readonly sendMessage: (queueArn: string, body: string) => unknown;
  readonly report: (event: StreamPollerEvent) => void;
  /** The function handled its batch or a part of it (undefined), or failed with this reason. Not called when it did not get the batch. */
  readonly recordOutcome: (failure: string | undefined) => void;
  readonly decideDelivery?: DecideDelivery;
};

/**
 * The permissions that Lambda needs of the function's role to read a stream, and checks when the mapping is created:
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
 * The event source mapping of a stream: reads each shard in order and invokes the function with batches, one after the other.
 * It sleeps until a record arrives.
 * @throws Error when AWS would not accept the mapping, or when it uses what is not implemented here.
 * @throws AwsError ResourceNotFoundException when the stream is not in the Plan.
 */
export function createStreamPoller(options: StreamPollerOptions): StreamPoller {
  const { kinesis, source, invoke, caller, report, recordOutcome, sendMessage } = options;
  const { decideDelivery = deliverAtOnce } = options;
  const { context } = kinesis;
  const { records, state } = context;
  validateStreamSource(source);
  const stream = context.streams.byArn(source.streamArn);
  const passes = createRecordFilter(source.filterPatterns);
  const store = openCheckpointStore(state);
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

  async function sendFailureRecord(failure: FailureRecord): Promise<boolean> {
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

  const opened = stream.shards.flatMap((shard) => {
    const shardPart = {
      streamName: stream.name,
      shardIndex: shard.index,
      partCount: source.parallelizationFactor,
    };
    const format = createStreamEventFormat(stream, shard, caller.roleArn);
    const checkpoints = store.open(source.uuid, shardPart, () => firstSeq(shard));
    return checkpoints.map((checkpoint, partIndex) => {
      const part = { ...shardPart, partIndex };
      return { shard, part, checkpoint, format };
    });
  });
  const running = !source.enabled
    ? []
    : opened.map((shardPart) =>
        runShardPoller({
          ...shardPart,
          context,
          source,
          stream,
          passes,
          mayRead,
          sendFailureRecord,
          report,
          recordOutcome,
          decideDelivery,
          stopping: stopping.signal,
          invoke: (event) => invoke(source.functionArn, event, { caller }),
          save: (checkpoint) => store.save(source.uuid, shardPart.part, checkpoint),
        }),
      );

  return {
    stats: () => ({
      running: running.filter((poller) => poller.isInvoking()).length,
      remaining: running.reduce((sum, poller) => sum + poller.remaining(), 0),
    }),
    isIdle: () => running.every((poller) => poller.isIdle()),
    async stop() {
      stopping.abort();
      await Promise.all(running.map(({ ended }) => ended));
    },
  };
}
