import { Fault } from "@stagecraft/contracts/fault";
import type { S3Event, S3EventRecord } from "aws-lambda";
import { type Deadline, invocationHandler } from "./invocation.ts";
import type { LogFields, Telemetry } from "./telemetry.ts";

/** An object that was uploaded, as S3 notifies of it. Every upload to a key of a versioned bucket is a version. */
export type CreatedObject = {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Equal for equal content that was uploaded in the same way. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly putAt: Date;
};

/**
 * The Lambda handler of a versioned bucket's notifications. S3 notifies at least once, and not always in order. The outcome of each
 * object is logged; an error fails the invocation, so that Lambda retries it.
 */
export function objectCreatedHandler(
  work: (object: CreatedObject, deadline: Deadline) => Promise<LogFields>,
  telemetry: Telemetry,
) {
  return invocationHandler(
    "objects",
    async ({ Records }: S3Event, { deadline, fields }): Promise<void> => {
      for (const record of Records) {
        const object = read(record);
        const outcome = await work(object, deadline);
        telemetry.log.info("object", {
          requestId: fields.requestId,
          key: object.key,
          ...outcome,
        });
      }
      fields.records = Records.length;
    },
    telemetry,
  );
}

/** Keys are encoded as in a form: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function read({ eventTime, s3: { bucket, object } }: S3EventRecord): CreatedObject {
  if (!object.versionId) {
    throw new Fault("object.no-version", {
      retry: false,
      detail: `the bucket ${bucket.name} is not versioned; enable versioning`,
    });
  }
  return {
    bucket: bucket.name,
    key: decodeURIComponent(object.key.replaceAll("+", " ")),
    versionId: object.versionId,
    etag: object.eTag,
    sizeBytes: object.size,
    putAt: new Date(eventTime),
  };
}
