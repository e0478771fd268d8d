import { deleteVersion } from "../objects/delete-version.ts";
import { onObject } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import { notImplemented } from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html */
export function deleteObject(context: S3Context): S3Operation {
  return {
    parameters: ["versionId"],
    permissions: (request) => [
      onObject(
        request.query.has("versionId") ? "s3:DeleteObjectVersion" : "s3:DeleteObject",
        request,
      ),
    ],
    run(request, _payload, call) {
      if (request.headers["if-match"] !== undefined) throw notImplemented("deletion with If-Match");
      const versionId = request.query.get("versionId") ?? undefined;
      const deletion = deleteVersion(context, request, call, { key: request.key, versionId });
      return {
        status: 204,
        headers: {
          ...(deletion.versionId ? { "x-amz-version-id": deletion.versionId } : {}),
          ...(deletion.isDeleteMarker ? { "x-amz-delete-marker": "true" } : {}),
        },
      };
    },
  };
}
