import type { StreamedAnswer, StreamingCall } from "../../endpoint/streaming-service.ts";
import { checksumHeaders } from "../checksums/checksum.ts";
import { keyPermissionsToRead } from "../key-permissions.ts";
import { findVersion } from "../objects/find-version.ts";
import { type ObjectSlice, objectSlice } from "../objects/object-slice.ts";
import { checkRead } from "../objects/read-conditions.ts";
import { overriddenHeaders, overrideParameters } from "../objects/stored-headers.ts";
import { versionHeaders } from "../objects/version-headers.ts";
import type { ObjectVersion } from "../objects/version-store.ts";
import { onObject } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import type { S3Operation } from "../s3-operation.ts";
import type { S3Request } from "../s3-request.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html */
export function getObject(context: S3Context): S3Operation {
  return {
    ...reading,
    permissions: (request) => [...reading.permissions(request), ...keyPermissionsToRead(request)],
    run(request, _payload, call) {
      const { slice, version, ...answer } = read(context, request, call);
      if (!slice) return answer;
      return { ...answer, body: context.files.read(version.segments, slice.from, slice.to) };
    },
  };
}

/** The same without the body: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html */
export function headObject(context: S3Context): S3Operation {
  return {
    ...reading,
    permissions: (request) => [
      ...reading.permissions(request),
      ...(wantsChecksum(request) ? keyPermissionsToRead(request) : []),
    ],
    run(request, _payload, call) {
      const { slice: _, version: __, ...answer } = read(context, request, call);
      return answer;
    },
  };
}

const reading: Pick<S3Operation, "parameters" | "permissions"> = {
  parameters: ["versionId", "partNumber", ...overrideParameters],
  permissions: (request) => [
    onObject(request.query.has("versionId") ? "s3:GetObjectVersion" : "s3:GetObject", request),
  ],
};

function read(
  context: S3Context,
  request: S3Request,
  call: StreamingCall,
): StreamedAnswer & { readonly version: ObjectVersion; readonly slice?: ObjectSlice } {
  const version = findVersion(context, request, call);
  const always = {
    ...versionHeaders(request.bucket, version),
    etag: `"${version.etag}"`,
    "last-modified": new Date(version.modifiedAtMs).toUTCString(),
    "accept-ranges": "bytes",
  };
  const nowMs = context.clock.nowMs();
  if (!checkRead(request.headers, version, { prefix: "", nowMs }).isModified) {
    return { status: 304, headers: always, version };
  }
  const slice = objectSlice(request, version);
  return {
    status: slice.isPartial ? 206 : 200,
    headers: {
      ...always,
      ...version.headers,
      ...overriddenHeaders(request),
      ...(wantsChecksum(request) ? checksumHeaders(slice.checksum) : {}),
      ...partsCountOf(request, version),
      "content-length": String(slice.to - slice.from),
      ...(slice.isPartial
        ? { "content-range": `bytes ${slice.from}-${slice.to - 1}/${version.sizeBytes}` }
        : {}),
    },
    version,
    slice,
  };
}

function wantsChecksum({ headers }: S3Request): boolean {
  return headers["x-amz-checksum-mode"]?.toUpperCase() === "ENABLED";
}

function partsCountOf({ query }: S3Request, { isMultipart, segments }: ObjectVersion) {
  if (!isMultipart || !query.has("partNumber")) return {};
  return { "x-amz-mp-parts-count": String(segments.length) };
}
