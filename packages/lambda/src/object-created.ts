import { SpanKind } from "@opentelemetry/api";
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
  return invocationHandler<S3Event, void>(
    {
      message: "objects",
      spanOf: ({ Records: [first] }) => ({
        name: "process object",
        kind: SpanKind.CONSUMER,
        ...(first && {
          attributes: { "aws.s3.bucket": first.s3.bucket.name, "aws.s3.key": keyOf(first) },
        }),
      }),
      async run({ Records }, { deadline, fields }) {
        fields.records = Records.length;
        for (const record of Records) {
          const { requestId } = fields;
          const key = keyOf(record);
          // The line of a failed invocation says which object it was about.
          fields.key = key;
          const outcome = await work(read(record), deadline);
          fields.key = undefined;
          telemetry.log.info("object", { requestId, key, ...outcome });
        }
      },
    },
    telemetry,
  );
}

/** Keys are encoded as in a form: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function keyOf({ s3: { object } }: S3EventRecord): string {
  return decodeURIComponent(object.key.replaceAll("+", " "));
}

function read(record: S3EventRecord): CreatedObject {
  const {
    eventTime,
    s3: { bucket, object },
  } = record;
  if (!object.versionId) {
    throw new Fault("object.no-version", {
      retry: false,
      detail: `the bucket ${bucket.name} is not versioned; enable versioning`,
    });
  }
  return {
    bucket: bucket.name,
    key: keyOf(record),
    versionId: object.versionId,
    etag: object.eTag,
    sizeBytes: object.size,
    putAt: new Date(eventTime),
  };
}
