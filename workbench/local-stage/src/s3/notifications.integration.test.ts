import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { BucketNotificationDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import type { S3Event } from "aws-lambda";
import { expect, test } from "vitest";
import type { Enqueued } from "../async-invoke/enqueue.ts";
import type { Caller } from "../common/caller.ts";
import { bucketOf } from "./testing/bucket-of.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const Bucket = "goods";
const functionArn = "arn:aws:lambda:eu-central-1:123456789012:function:importer";

const removals = { events: ["s3:ObjectRemoved:*"] };

async function openWithNotification(
  changes: Partial<BucketNotificationDefinition> = {},
  versioning: "Disabled" | "Enabled" | "Suspended" = "Disabled",
  outcome: Enqueued = { kind: "queued", requestId: "request-1" },
) {
  const events: S3Event[] = [];
  const calls: { functionArn: string; caller: Caller }[] = [];
  const notification: BucketNotificationDefinition = {
    id: "Importer",
    target: "function",
    targetArn: functionArn,
    prefix: "",
    suffix: "",
    events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
    ...changes,
  };
  const stage = await openTestS3({
    buckets: [bucketOf(Bucket, { versioning, notifications: [notification] })],
    invokeAsync(target, event, { caller }) {
      events.push(event as S3Event);
      calls.push({ functionArn: target, caller });
      return outcome;
    },
  });
  return {
    ...stage,
    events,
    calls,
    /** Each event's name, with its object without the sequencer. */
    objects: () =>
      events.map(({ Records: [record] }) => {
        const { sequencer: _, ...object } = record?.s3.object ?? {};
        return [record?.eventName, object];
      }),
    names: () => events.map((event) => event.Records[0]?.eventName),
  };
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
test("the event is the one that S3 sends", async () => {
  const { client, events, calls, served } = await openWithNotification({}, "Enabled");
  const put = await client.send(
    new PutObjectCommand({ Bucket, Key: "imports/red flower (1)+ü.csv", Body: "a,b\n" }),
  );
  expect(events).toEqual([
    {
      Records: [
        {
          eventVersion: "2.1",
          eventSource: "aws:s3",
          awsRegion: "eu-central-1",
          eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
          eventName: "ObjectCreated:Put",
          userIdentity: { principalId: expect.stringMatching(/^AWS:AIDA[A-Z2-7]{17}$/) },
          requestParameters: { sourceIPAddress: "127.0.0.1" },
          responseElements: {
            "x-amz-request-id": put.$metadata.requestId,
            "x-amz-id-2": put.$metadata.extendedRequestId,
          },
          s3: {
            s3SchemaVersion: "1.0",
            configurationId: "Importer",
            bucket: {
              name: "goods",
              ownerIdentity: { principalId: expect.stringMatching(/^A[0-9A-F]{13}$/) },
              arn: "arn:aws:s3:::goods",
            },
            object: {
              key: "imports/red+flower+%281%29%2B%C3%BC.csv",
              size: 4,
              eTag: put.ETag?.replaceAll('"', ""),
              versionId: put.VersionId,
              sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
            },
          },
        },
      ],
    },
  ]);
  const caller = {
    kind: "service",
    principal: "s3.amazonaws.com",
    sourceArn: "arn:aws:s3:::goods",
  };
  expect(calls).toEqual([{ functionArn, caller }]);
  expect(served().reports.all()).toEqual([]);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html
test("each kind of change has its name, and a later one a greater sequencer", async () => {
  const { client, names, events } = await openWithNotification();
  const it = { Bucket, Key: "a" };
  await client.send(new PutObjectCommand({ ...it, Body: "1" }));
  await client.send(new PutObjectCommand({ ...it, Body: "2" }));
  await client.send(new CopyObjectCommand({ Bucket, Key: "b", CopySource: "goods/a" }));
  await client.send(new DeleteObjectCommand(it));
  await client.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects: [{ Key: "b" }] } }));
  await client.send(new DeleteObjectCommand(it));
  expect(names()).toEqual([
    ...["ObjectCreated:Put", "ObjectCreated:Put", "ObjectCreated:Copy"],
    ...["ObjectRemoved:Delete", "ObjectRemoved:Delete", "ObjectRemoved:Delete"],
  ]);
  const sequencers = events.map(({ Records: [record] }) => record?.s3.object.sequencer);
  expect(sequencers).toEqual(sequencers.toSorted());
  expect(new Set(sequencers).size).toBe(6);
});

test("a delete marker and a deletion have different events", async () => {
  const { client, names } = await openWithNotification(
    { events: ["s3:ObjectRemoved:DeleteMarkerCreated"] },
    "Enabled",
  );
  const { VersionId } = await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  await client.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId }));
  expect(names()).toEqual(["ObjectRemoved:DeleteMarkerCreated"]);
});

// AWS's events, recorded by LocalStack on 2025-01-21:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3_notifications_sqs.snapshot.json
test("a delete marker has an eTag, a removed version none, and neither a size", async () => {
  const { client, objects } = await openWithNotification(removals, "Enabled");
  const it = { Bucket, Key: "a" };
  const put = await client.send(new PutObjectCommand({ ...it, Body: "1" }));
  const marker = await client.send(new DeleteObjectCommand(it));
  await client.send(new DeleteObjectCommand({ ...it, VersionId: put.VersionId }));
  await client.send(new DeleteObjectCommand({ ...it, VersionId: marker.VersionId }));
  expect(objects()).toEqual([
    [
      "ObjectRemoved:DeleteMarkerCreated",
      { key: "a", eTag: "d41d8cd98f00b204e9800998ecf8427e", versionId: marker.VersionId },
    ],
    ["ObjectRemoved:Delete", { key: "a", versionId: put.VersionId }],
    ["ObjectRemoved:Delete", { key: "a", versionId: marker.VersionId }],
  ]);
});

test("the version null is in no event", async () => {
  const { client, objects } = await openWithNotification({}, "Suspended");
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  expect(objects()).toEqual([
    ["ObjectCreated:Put", { key: "a", size: 1, eTag: "c4ca4238a0b923820dcc509a6f75849b" }],
  ]);
});

test("the deletion of a key that does not exist has its event", async () => {
  const Delete = { Objects: [{ Key: "gone" }, { Key: "dummy" }], Quiet: true };
  const unversioned = await openWithNotification(removals);
  await unversioned.client.send(new DeleteObjectsCommand({ Bucket, Delete }));
  await unversioned.client.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
  expect(unversioned.objects()).toEqual([
    ["ObjectRemoved:Delete", { key: "gone" }],
    ["ObjectRemoved:Delete", { key: "dummy" }],
    ["ObjectRemoved:Delete", { key: "gone" }],
  ]);
  const versioned = await openWithNotification(removals, "Enabled");
  const marker = await versioned.client.send(new DeleteObjectCommand({ Bucket, Key: "gone" }));
  expect(marker.DeleteMarker).toBe(true);
  expect(versioned.names()).toEqual(["ObjectRemoved:DeleteMarkerCreated"]);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
test("prefix and suffix must both match", async () => {
  const { client, events } = await openWithNotification({ prefix: "imports/", suffix: ".csv" });
  for (const Key of ["imports/a.csv", "imports/a.png", "rejected/a.csv", "imports/b/c.csv"]) {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: "1" }));
  }
  expect(events.map(({ Records: [record] }) => record?.s3.object.key)).toEqual([
    "imports/a.csv",
    "imports/b/c.csv",
  ]);
});

test("a function that S3 may not invoke is reported, and the object is stored", async () => {
  const denied = { kind: "denied", reason: "no resource-based policy allows it" } as const;
  const { client, served } = await openWithNotification({}, "Disabled", denied);
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  expect(served().reports.all()).toMatchObject([
    { message: expect.stringContaining("no resource-based policy allows it"), times: 2 },
  ]);
});

test("a refused put sends no notification", async () => {
  const { client, events } = await openWithNotification();
  const refused = new PutObjectCommand({ Bucket, Key: "a", Body: "1", ContentMD5: "x" });
  await expect(client.send(refused)).rejects.toThrow();
  expect(events).toEqual([]);
});
