import type { StreamDefinition } from "@stagecraft/plan/resources/kinesis/stream-definition";
import { type Fields, readString } from "../endpoint/read-fields.ts";
import type { State } from "../stage/state.ts";
import { invalidArgument, resourceNotFound } from "./kinesis-error.ts";
import { createShardLimits, type ShardLimits } from "./shard-limits.ts";
import { evenShards, type Shard } from "./shards.ts";

/** A stream of the Plan, with its state. */
export type Stream = StreamDefinition & {
  readonly createdAtMs: number;
  readonly shards: readonly Shard[];
  /** By the shard's index. */
  readonly limits: readonly ShardLimits[];
};

/** The Plan's streams by every name that a caller may use for them. */
export type StreamDirectory = {
  readonly all: readonly Stream[];
  /** The ARN that a request means, by `StreamARN`, `StreamName` or both, whether the stream exists or not. */
  arnOf(fields: Fields): string;
  /** @throws AwsError ResourceNotFoundException */
  byArn(arn: string): Stream;
};

/** @throws Error naming the stream whose number of shards has changed: splitting and merging are not done here. */
export function createStreamDirectory(options: {
  readonly state: State;
  readonly streams: readonly StreamDefinition[];
  readonly accountId: string;
  readonly region: string;
  readonly nowMs: () => number;
}): StreamDirectory {
  const { state, accountId, region, nowMs } = options;
  state.sqlite.exec(
    "CREATE TABLE IF NOT EXISTS kinesis_streams (name TEXT PRIMARY KEY, createdAtMs INTEGER NOT NULL, shardCount INTEGER NOT NULL) STRICT",
  );
  const register = state.sqlite.prepare(
    "INSERT INTO kinesis_streams VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET name = name RETURNING createdAtMs, shardCount",
  );
  const all = options.streams.map((definition): Stream => {
    const { name, logicalName, shardCount } = definition;
    const made = register.get(name, nowMs(), shardCount) as {
      createdAtMs: number;
      shardCount: number;
    };
    if (made.shardCount !== shardCount) {
      throw new Error(
        `Stream ${logicalName} has ${made.shardCount} shards in this state and ${shardCount} in the program. Splitting and merging shards is not done here: keep the number, or drop the state with --fresh.`,
      );
    }
    return {
      ...definition,
      createdAtMs: made.createdAtMs,
      shards: evenShards(shardCount),
      limits: Array.from({ length: shardCount }, () => createShardLimits(nowMs)),
    };
  });
  const arns = new Map(all.map((stream) => [stream.arn, stream]));

  return {
    all,
    arnOf(fields) {
      const arn = readString(fields, "StreamARN");
      const name = readString(fields, "StreamName");
      if (arn === undefined && name === undefined) {
        throw invalidArgument("Either StreamName or StreamARN must be given.");
      }
      const named = `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;
      if (arn !== undefined && name !== undefined && arn !== named) {
        throw invalidArgument(`StreamARN ${arn} and StreamName ${name} are of different streams.`);
      }
      return arn ?? named;
    },
    byArn(arn) {
      const stream = arns.get(arn);
      if (stream !== undefined) return stream;
      const name = arn.slice(arn.indexOf("/") + 1);
      throw resourceNotFound(`Stream ${name} under account ${accountId} not found.`);
    },
  };
}

/** Records that arrived then or earlier have expired. */
export function expiredAtMs(stream: StreamDefinition, nowMs: number): number {
  return nowMs - stream.retentionHours * 3_600_000;
}
