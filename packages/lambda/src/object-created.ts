import { Fault } from "@stagecraft/contracts/fault";
import type { Log, LogFields } from "@stagecraft/observability/logger";
import type { Metrics } from "@stagecraft/observability/metrics";
import type { Context, S3Event, S3EventRecord } from "aws-lambda";
import type { Deadline } from "./schedule.ts";

/** An object that was put, as S3 tells of it; every put of a key in a versioned bucket is a version. */
export type CreatedObject = {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Equal for equal content that was put in the same way. */
  readonly etag: string;
  readonly sizeBytes: number;
  readonly putAt: Date;
};

/**
 * The Lambda handler of a versioned bucket's notifications. S3 tells at least once, and not always in order. What the
 * work returns is logged; what it throws fails the invocation, so that Lambda tries it again.
 */
export function objectCreatedHandler(
  work: (object: CreatedObject, deadline: Deadline) => Promise<LogFields>,
  { log, metrics }: { log: Log; metrics: Metrics },
) {
  return async ({ Records }: S3Event, context: Context): Promise<void> => {
    const requestId = context.awsRequestId;
    const deadline = { remainingMs: () => context.getRemainingTimeInMillis() };
    try {
      for (const record of Records) {
        const object = read(record);
        const outcome = await work(object, deadline);
        log.info("object", { requestId, key: object.key, ...outcome });
      }
    } catch (thrown) {
      log.error("object", { requestId }, thrown);
      throw thrown;
    } finally {
      metrics.flush();
    }
  };
}

/** Keys come as in a form: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function read({ eventTime, s3: { bucket, object } }: S3EventRecord): CreatedObject {
  if (!object.versionId) {
    throw new Fault("object.no-version", {
      retry: false,
      detail: `the bucket ${bucket.name} keeps no versions; switch versioning on`,
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
