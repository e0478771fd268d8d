import { quotas } from "@stagecraft/plan/quotas";
import type { Operation } from "../../common/operation.ts";
import { arnOfIterator } from "../arn-of-iterator.ts";
import { firstRecords } from "../first-records.ts";
import type { KinesisContext } from "../kinesis-context.ts";
import { invalidArgument, throughputExceeded } from "../kinesis-error.ts";
import { readCount, requireString } from "../read-input.ts";
import { recordBytes, type StoredRecord } from "../record-store.ts";
import { formatSequenceNumber } from "../sequence-number.ts";
import { formatShardIterator, parseShardIterator, refuseExpired } from "../shard-iterator.ts";
import { rateExceeded } from "../store-records.ts";
import { encryptionOf } from "../stream-description.ts";
import { expiredAtMs, type Stream } from "../stream-directory.ts";
import { streamOperation } from "../stream-operation.ts";

const maximumRecords = quotas.kinesis.readRecords.value;
const maximumBytes = quotas.kinesis.readBytes.value;

export function getRecords(context: KinesisContext): Operation {
  const { clock, records } = context;
  return streamOperation(
    context,
    "GetRecords",
    (stream, fields) => {
      const nowMs = clock.nowMs();
      const position = parseShardIterator(requireString(fields, "ShardIterator"));
      const { shardIndex, afterSeq } = position;
      const shard = stream.shards[shardIndex];
      const limits = stream.limits[shardIndex];
      if (shard === undefined || limits === undefined)
        throw invalidArgument("Invalid ShardIterator.");
      refuseExpired(position.madeAtMs, nowMs);
      const maxRecords =
        readCount(fields, "Limit", { max: maximumRecords, more: "refused" }) ?? maximumRecords;
      if (!limits.startRead()) throw throughputExceeded(rateExceeded(context, stream, shard.id));

      const part = { streamName: stream.name, shardIndex, partIndex: 0, partCount: 1 };
      const oldestMs = expiredAtMs(stream, nowMs);
      const found = firstRecords(records.read(part, afterSeq, oldestMs), {
        maxRecords,
        maxBytes: maximumBytes,
        bytesOf: recordBytes,
      });
      limits.endRead(found.reduce((sum, record) => sum + recordBytes(record), 0));
      const last = found.at(-1);
      const isBehind = last !== undefined && records.lastSeq(stream.name, shardIndex) > last.seq;
      return {
        Records: found.map((record) => shown(stream, shardIndex, record)),
        NextShardIterator: formatShardIterator(
          { ...position, afterSeq: last?.seq ?? afterSeq },
          nowMs,
        ),
        MillisBehindLatest: isBehind ? Math.max(0, nowMs - last.arrivedAtMs) : 0,
      };
    },
    arnOfIterator,
  );
}

function shown(stream: Stream, shardIndex: number, record: StoredRecord) {
  return {
    SequenceNumber: formatSequenceNumber({
      streamCreatedAtMs: stream.createdAtMs,
      shardIndex,
      seq: record.seq,
    }),
    ApproximateArrivalTimestamp: record.arrivedAtMs / 1_000,
    Data: Buffer.from(record.data).toString("base64"),
    PartitionKey: record.partitionKey,
    ...encryptionOf(stream),
  };
}
