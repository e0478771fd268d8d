import type { StreamingCall } from "../../endpoint/streaming-service.ts";
import { onBucket } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import { noSuchKey, S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { invalidVersionId, isVersionId } from "./version-id.ts";
import type { ObjectVersion } from "./version-store.ts";

/**
 * The version of the request's object that `versionId` names, or the current one. A missing object is a 404 only for
 * callers that may list the bucket; others get AccessDenied.
 * @throws S3Error, AwsError
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
 */
export function findVersion(
  { versions }: S3Context,
  request: S3Request,
  call: StreamingCall,
  versionId = request.query.get("versionId") ?? undefined,
): ObjectVersion {
  const { bucket, key } = request;
  if (versionId === undefined) {
    const found = versions.current(bucket.name, key);
    if (found && !found.isDeleteMarker) return found;
    call.authorize(onBucket("s3:ListBucket", request));
    throw noSuchKey(key, found ? markerHeaders(found) : {});
  }
  const found = versions.byId(bucket.name, key, versionId);
  if (!found) {
    if (!isVersionId(versionId)) throw invalidVersionId(versionId);
    call.authorize(onBucket("s3:ListBucketVersions", request));
    throw new S3Error("NoSuchVersion", "The specified version does not exist.", {
      status: 404,
      details: { Key: key, VersionId: versionId },
    });
  }
  if (found.isDeleteMarker) {
    throw new S3Error(
      "MethodNotAllowed",
      "The specified method is not allowed against this resource.",
      {
        status: 405,
        details: { Method: request.method, ResourceType: "DeleteMarker" },
        headers: { ...markerHeaders(found), allow: "DELETE" },
      },
    );
  }
  return found;
}

function markerHeaders({ versionId, modifiedAtMs }: ObjectVersion) {
  return {
    "x-amz-delete-marker": "true",
    "x-amz-version-id": versionId,
    "last-modified": new Date(modifiedAtMs).toUTCString(),
  };
}
