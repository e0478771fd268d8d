import type { Operation } from "../../common/operation.ts";
import type { Fields } from "../../endpoint/read-fields.ts";
import type { KinesisContext } from "../kinesis-context.ts";
import {
  constraintViolated,
  invalidArgument,
  resourceNotFound,
  throughputExceeded,
} from "../kinesis-error.ts";
import { readTimestampMs, requireString } from "../read-input.ts";
import { parseSequenceNumber } from "../sequence-number.ts";
import { formatShardIterator } from "../shard-iterator.ts";
import type { Shard } from "../shards.ts";
import { rateExceeded } from "../store-records.ts";
import type { Stream } from "../stream-directory.ts";
import { streamOperation } from "../stream-operation.ts";

export function getShardIterator(context: KinesisContext): Operation {
  const { accountId, clock, records } = context;

  function afterSeq(stream: Stream, shard: Shard, fields: Fields): number {
    const type = requireString(fields, "ShardIteratorType");
    switch (type) {
      case "TRIM_HORIZON":
        return 0;
      case "LATEST":
        return records.lastSeq(stream.name, shard.index);
      case "AT_SEQUENCE_NUMBER":
        return Math.max(0, startingSeq(stream, shard, fields) - 1);
      case "AFTER_SEQUENCE_NUMBER":
        return startingSeq(stream, shard, fields);
      case "AT_TIMESTAMP":
        return records.seqBefore(stream.name, shard.index, startingTimeMs(fields));
      default:
        throw constraintViolated(
          "shardIteratorType",
          type,
          "Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER, TRIM_HORIZON]",
        );
    }
  }

  function startingSeq(stream: Stream, shard: Shard, fields: Fields): number {
    const text = requireString(fields, "StartingSequenceNumber");
    const found = parseSequenceNumber(text);
    const used = `StartingSequenceNumber ${text} used in GetShardIterator on shard ${shard.id} in stream ${stream.name} under account ${accountId} is invalid`;
    if (found === undefined) throw invalidArgument(`${used}.`);
    if (found.createdSeconds !== Math.floor(stream.createdAtMs / 1_000)) {
      throw invalidArgument(`${used} because it did not come from this stream.`);
    }
    if (found.shardIndex !== shard.index) {
      const encoded = stream.shards[found.shardIndex]?.id;
      throw invalidArgument(
        `Invalid StartingSequenceNumber. It encodes ${encoded}, while it was used in a call to ${shard.id}`,
      );
    }
    return found.seq;
  }

  function startingTimeMs(fields: Fields): number {
    const timeMs = readTimestampMs(fields, "Timestamp");
    const nowMs = clock.nowMs();
    if (timeMs === undefined) throw invalidArgument("AT_TIMESTAMP needs a Timestamp.");
    if (timeMs > nowMs) {
      throw invalidArgument(
        `The timestampInMillis parameter cannot be greater than the currentTimestampInMillis. timestampInMillis: ${timeMs}, currentTimestampInMillis: ${nowMs}`,
      );
    }
    return timeMs;
  }

  return streamOperation(context, "GetShardIterator", (stream, fields) => {
    const shardId = requireString(fields, "ShardId");
    const shard = stream.shards.find(({ id }) => id === shardId);
    if (shard === undefined) {
      throw resourceNotFound(
        `Shard ${shardId} in stream ${stream.name} under account ${accountId} does not exist`,
      );
    }
    const position = {
      streamArn: stream.arn,
      shardIndex: shard.index,
      afterSeq: afterSeq(stream, shard, fields),
    };
    if (!stream.limits[shard.index]?.takeIterator()) {
      throw throughputExceeded(rateExceeded(context, stream, shard.id));
    }
    return { ShardIterator: formatShardIterator(position, clock.nowMs()) };
  });
}
