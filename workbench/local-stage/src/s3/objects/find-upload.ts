import type { S3Context } from "../s3-context.ts";
import { noSuchUpload } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import type { Upload } from "./upload-store.ts";

/** The upload that `uploadId` names. @throws S3Error NoSuchUpload, also for one of another key. */
export function findUpload({ uploads }: S3Context, { bucket, key, query }: S3Request): Upload {
  const uploadId = query.get("uploadId") ?? "";
  const upload = uploads.get(uploadId);
  if (upload?.bucket === bucket.name && upload.key === key) return upload;
  throw noSuchUpload(uploadId);
}
