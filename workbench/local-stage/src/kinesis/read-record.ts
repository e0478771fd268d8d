import { type Fields, readString } from "../endpoint/read-fields.ts";
import { constraintViolated, invalidArgument } from "./kinesis-error.ts";
import { requireBlob, requireString } from "./read-input.ts";
import { recordBytes } from "./record-store.ts";
import { hashKeyCount, hashKeyOf } from "./shards.ts";
import type { Stream } from "./stream-directory.ts";

/** One record to be stored. */
export type RecordInput = {
  readonly partitionKey: string;
  /** Determines the shard: the partition key's hash, or the explicit hash key. */
  readonly hashKey: bigint;
  /** The same for the same partition key, whatever its shard. */
  readonly keyHash: number;
  readonly data: Buffer;
  readonly bytes: number;
};

/** @throws AwsError for what Kinesis refuses; `member` is the entry's path: `records.3.member.` */
export function readRecord(stream: Stream, fields: Fields, member = ""): RecordInput {
  const partitionKey = requireString(fields, "PartitionKey");
  if (partitionKey.length > 256) {
    throw constraintViolated(
      `${member}partitionKey`,
      partitionKey,
      "Member must have length less than or equal to 256",
    );
  }
  const data = requireBlob(fields, "Data");
  const bytes = recordBytes({ data, partitionKey });
  if (bytes > stream.maximumRecordSizeBytes) {
    throw invalidArgument(
      `${member}data with its partition key has ${bytes} bytes: a record of stream ${stream.name} has at most ${stream.maximumRecordSizeBytes}.`,
    );
  }
  const hash = hashKeyOf(partitionKey);
  return {
    partitionKey,
    hashKey: readExplicitHashKey(fields) ?? hash,
    keyHash: Number(BigInt.asUintN(32, hash)),
    data,
    bytes,
  };
}

function readExplicitHashKey(fields: Fields): bigint | undefined {
  const text = readString(fields, "ExplicitHashKey");
  if (text === undefined) return undefined;
  const key = /^(0|[1-9]\d{0,38})$/.test(text) ? BigInt(text) : hashKeyCount;
  if (key < hashKeyCount) return key;
  throw invalidArgument(
    `Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was ${text}`,
  );
}
