import { findUpload } from "../objects/find-upload.ts";
import { onObject } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import type { S3Operation } from "../s3-operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbortMultipartUpload.html */
export function abortMultipartUpload(context: S3Context): S3Operation {
  const { files, uploads, state } = context;
  return {
    parameters: ["uploadId"],
    permissions: (request) => [onObject("s3:AbortMultipartUpload", request)],
    run(request) {
      const { uploadId } = findUpload(context, request);
      const parts = uploads.parts(uploadId);
      state.transaction(() => uploads.remove(uploadId));
      files.remove(parts);
      return { status: 204, headers: {} };
    },
  };
}
