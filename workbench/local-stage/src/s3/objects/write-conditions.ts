import type { Permission } from "../../common/operation.ts";
import { onObject } from "../permissions.ts";
import { noSuchKey, notImplemented, preconditionFailed } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import type { ObjectVersion } from "./version-store.ts";

/**
 * Checks `If-None-Match` and `If-Match` of a write against the current object.
 * @throws S3Error
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite({ headers, key }: S3Request, current: ObjectVersion | undefined): void {
  const ifNoneMatch = headers["if-none-match"];
  const ifMatch = headers["if-match"];
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    throw notImplemented("If-None-Match with anything but *");
  }
  const there = current?.isDeleteMarker ? undefined : current;
  if (ifNoneMatch === "*" && there) throw preconditionFailed("If-None-Match");
  if (ifMatch === undefined) return;
  if (!there) throw noSuchKey(key);
  if (ifMatch.replaceAll('"', "") !== there.etag) throw preconditionFailed("If-Match");
}

/** The comparison needs the permission to read the object. */
export function writePermissions(request: S3Request): readonly Permission[] {
  return [
    onObject("s3:PutObject", request),
    ...(request.headers["if-match"] === undefined ? [] : [onObject("s3:GetObject", request)]),
  ];
}
