import { expect, test } from "vitest";
import type { StoredRecord } from "../../kinesis/record-store.ts";
import { createShardLimits } from "../../kinesis/shard-limits.ts";
import { evenShards, type Shard } from "../../kinesis/shards.ts";
import { streamArnOf, streamOf } from "../../kinesis/testing/stream-of.ts";
import { createStreamEventFormat } from "./stream-event.ts";

const roleArn = "arn:aws:iam::123456789012:role/lambda-role";
const shards = evenShards(7);
const stream = {
  ...streamOf("sales"),
  shards,
  createdAtMs: Date.UTC(2026, 0, 5),
  limits: shards.map(() => createShardLimits(() => 0)),
};
const format = createStreamEventFormat(stream, shards[6] as Shard, roleArn);
const stored: StoredRecord = {
  seq: 41,
  arrivedAtMs: 1_545_084_650_987,
  partitionKey: "1",
  data: Buffer.from("Hello, this is a test."),
};

// https://docs.aws.amazon.com/lambda/latest/dg/with-kinesis.html (example event)
test("a record has AWS's shape", () => {
  expect(format.record(stored)).toEqual({
    kinesis: {
      kinesisSchemaVersion: "1.0",
      partitionKey: "1",
      sequenceNumber: format.sequenceNumber(41),
      data: "SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==",
      approximateArrivalTimestamp: 1545084650.987,
    },
    eventSource: "aws:kinesis",
    eventVersion: "1.0",
    eventID: `shardId-000000000006:${format.sequenceNumber(41)}`,
    eventName: "aws:kinesis:record",
    invokeIdentityArn: roleArn,
    awsRegion: "eu-central-1",
    eventSourceARN: streamArnOf("sales"),
  });
});

test("a record's size is calculated without its JSON", () => {
  for (const changes of [{}, { partitionKey: 'ü"\n' }, { data: Buffer.alloc(1_000) }]) {
    const record = { ...stored, ...changes };
    const exact = Buffer.byteLength(`${JSON.stringify(format.record(record))},`);
    expect(format.bytes(record)).toBe(exact);
  }
});
