import { createHash } from "node:crypto";
import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import type { S3Event } from "aws-lambda";
import { senderIdOf } from "../../common/sender-id.ts";
import type { StreamingCall } from "../../endpoint/streaming-service.ts";
import { encodeKey } from "../objects/encode-key.ts";
import type { ObjectVersion } from "../objects/version-store.ts";
import { extendedRequestId } from "../request-ids.ts";

/** What an event says of the version that was created or removed. */
export type ChangedVersion = Pick<
  ObjectVersion,
  "key" | "sizeBytes" | "etag" | "versionId" | "seq"
>;

const etagOfNothing = createHash("md5").digest("hex");

/**
 * The event of one change, in version 2.1 of S3's structure. A later change of a key has a greater sequencer.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function objectEvent(source: {
  readonly region: string;
  readonly accountId: string;
  readonly configurationId: string;
  readonly bucket: BucketDefinition;
  readonly event: string;
  readonly call: StreamingCall;
  readonly version: ChangedVersion;
  nowMs(): number;
}): S3Event {
  const { bucket, version, call } = source;
  return {
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: source.region,
        eventTime: new Date(source.nowMs()).toISOString(),
        eventName: source.event,
        userIdentity: { principalId: `AWS:${senderIdOf(call.caller)}` },
        requestParameters: { sourceIPAddress: call.sourceIp },
        responseElements: {
          "x-amz-request-id": call.requestId,
          "x-amz-id-2": extendedRequestId(call.requestId),
        },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: source.configurationId,
          bucket: {
            name: bucket.name,
            ownerIdentity: { principalId: ownerOf(source.accountId) },
            arn: bucket.arn,
          },
          object: objectOf(source.event, version),
        },
      },
    ],
  };
}

type EventObject = S3Event["Records"][number]["s3"]["object"];

/** A removed version has no size and no ETag, a delete marker the ETag of no bytes. The version id `null` is left out. */
function objectOf(event: string, { key, sizeBytes, etag, versionId, seq }: ChangedVersion) {
  return {
    key: encodeKey(key),
    ...(event.startsWith("ObjectCreated:") ? { size: sizeBytes, eTag: etag } : {}),
    ...(event === "ObjectRemoved:DeleteMarkerCreated" ? { eTag: etagOfNothing } : {}),
    ...(versionId === "null" ? {} : { versionId }),
    sequencer: seq.toString(16).toUpperCase().padStart(18, "0"),
  } as EventObject;
}

/** In the form of a customer id; always the same for an account. */
function ownerOf(accountId: string): string {
  const hex = createHash("sha256").update(accountId).digest("hex");
  return `A${hex.slice(0, 13).toUpperCase()}`;
}
