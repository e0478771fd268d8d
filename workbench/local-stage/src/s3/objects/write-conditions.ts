import type { Permission } from "../../common/operation.ts";
import { onObject } from "../permissions.ts";
import {
  conditionalRequestConflict,
  noSuchKey,
  preconditionFailed,
  unsupportedHeader,
} from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import type { ObjectVersion } from "./version-store.ts";

/**
 * Checks `If-None-Match` and `If-Match` of a write against the current object. `hasConflict` says that the object has
 * changed since the write began, which only an upload in parts can notice.
 * @throws S3Error PreconditionFailed, ConditionalRequestConflict, NoSuchKey, NotImplemented
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function checkWrite(
  { headers, key }: S3Request,
  {
    current,
    hasConflict,
  }: { readonly current: ObjectVersion | undefined; readonly hasConflict: boolean },
): void {
  const ifNoneMatch = headers["if-none-match"];
  const ifMatch = headers["if-match"];
  refuseUnsupported(ifMatch, ifNoneMatch);
  const there = current?.isDeleteMarker ? undefined : current;
  if (ifNoneMatch !== undefined) {
    if (there) throw preconditionFailed("If-None-Match");
    if (hasConflict) throw conditionalRequestConflict("If-None-Match", key);
  }
  if (ifMatch !== undefined) {
    if (!there) throw noSuchKey(key);
    if (ifMatch.replaceAll('"', "") !== there.etag) throw preconditionFailed("If-Match");
    if (hasConflict) throw conditionalRequestConflict("If-Match", key);
  }
}

/** S3 itself does not implement these for writes. */
function refuseUnsupported(ifMatch: string | undefined, ifNoneMatch: string | undefined) {
  if (ifMatch !== undefined && ifNoneMatch !== undefined) {
    throw unsupportedHeader(
      "If-Match,If-None-Match",
      "Multiple conditional request headers present in the request",
    );
  }
  const refused = ifMatch === "*" ? "If-Match" : "If-None-Match";
  if (ifMatch !== "*" && (ifNoneMatch === undefined || ifNoneMatch === "*")) return;
  throw unsupportedHeader(
    refused,
    `We don't accept the provided value of ${refused} header for this API`,
  );
}

/** The comparison needs the permission to read the object. */
export function writePermissions(request: S3Request): readonly Permission[] {
  return [
    onObject("s3:PutObject", request),
    ...(request.headers["if-match"] === undefined ? [] : [onObject("s3:GetObject", request)]),
  ];
}
