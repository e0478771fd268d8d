import type { StreamingService } from "../endpoint/streaming-service.ts";
import type { Meter } from "./meter.ts";

const writes = [
  "PutObject",
  "CopyObject",
  "ListObjects",
  "ListObjectsV2",
  "ListObjectVersions",
  "CreateMultipartUpload",
  "UploadPart",
  "CompleteMultipartUpload",
];
const free = ["DeleteObject", "DeleteObjects", "AbortMultipartUpload"];

/**
 * S3 whose requests are counted in its two classes, and the bytes that are written.
 * @see https://aws.amazon.com/s3/pricing/
 */
export function meterS3(s3: StreamingService, meter: Meter): StreamingService {
  return {
    ...s3,
    read(head) {
      const operation = s3.read(head);
      const [permission] = operation.permissions;
      const bucketArn = permission?.resource.split("/")[0] ?? "S3";
      return {
        ...operation,
        async run(payload, call) {
          const answer = await operation.run(payload, call);
          if (free.includes(operation.name)) return answer;
          const isWrite = writes.includes(operation.name);
          meter.add(bucketArn, isWrite ? "s3-write-requests" : "s3-read-requests", 1);
          if (isWrite) {
            const bytes =
              head.headers["x-amz-decoded-content-length"] ?? head.headers["content-length"];
            meter.add(bucketArn, "s3-written-bytes", Number(bytes ?? 0));
          }
          return answer;
        },
      };
    },
  };
}
