import { quotas } from "@stagecraft/plan/quotas";
import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import type { StreamingCall } from "../../endpoint/streaming-service.ts";
import { algorithmNamed, checksumElements, defaultAlgorithm } from "../checksums/checksum.ts";
import { keyPermissionsToRead, keyPermissionsToWrite } from "../key-permissions.ts";
import { findVersion } from "../objects/find-version.ts";
import { checkRead } from "../objects/read-conditions.ts";
import { writeDigested } from "../objects/receive-body.ts";
import { withStorageClass } from "../objects/storage-class.ts";
import { storeFile } from "../objects/store-object.ts";
import { storedHeaders } from "../objects/stored-headers.ts";
import { versionHeaders } from "../objects/version-headers.ts";
import type { ObjectVersion } from "../objects/version-store.ts";
import { writePermissions } from "../objects/write-conditions.ts";
import { onObject } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import {
  invalidArgument,
  invalidRequest,
  noSuchBucket,
  preconditionFailed,
  S3Error,
} from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";
import type { S3Request } from "../s3-request.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

const largestCopyBytes = quotas.s3.copyBytes.value;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
export function copyObject(context: S3Context): S3Operation {
  return {
    parameters: [],
    permissions(request) {
      const { source, versionId } = sourceOf(context, request);
      const action = versionId === undefined ? "s3:GetObject" : "s3:GetObjectVersion";
      return [
        onObject(action, source),
        ...keyPermissionsToRead(source),
        ...writePermissions(request),
        ...keyPermissionsToWrite(request),
      ];
    },
    async run(request, _payload, call) {
      const { source, versionId } = sourceOf(context, request);
      const from = findSource(context, source, call, versionId);
      const conditions = { prefix: "x-amz-copy-source-", nowMs: context.clock.nowMs() } as const;
      const outcome = checkRead(request.headers, from, conditions);
      if (!outcome.isModified) throw preconditionFailed(outcome.condition);
      const headers = headersOf(request, { source, versionId }, from);
      if (from.sizeBytes > largestCopyBytes) {
        throw invalidRequest(
          "The specified copy source is larger than the maximum allowable size for a copy source: 5368709120",
        );
      }
      const copied = await writeDigested(
        context.files,
        context.files.read(from.segments, 0, from.sizeBytes),
        algorithmOf(request, from),
      );
      const event = "ObjectCreated:Copy";
      const stored = storeFile(context, request, call, copied, { event, headers });
      return xmlAnswer(
        "CopyObjectResult",
        {
          LastModified: new Date(stored.modifiedAtMs).toISOString(),
          ETag: `"${stored.etag}"`,
          ...checksumElements(stored.checksum),
        },
        {
          ...versionHeaders(request.bucket, stored),
          ...(source.bucket.versioning === "Disabled"
            ? {}
            : { "x-amz-copy-source-version-id": from.versionId }),
        },
      );
    },
  };
}

/** The object to copy, as a request for it would name it. */
type Source = { readonly source: S3Request; readonly versionId: string | undefined };

function sourceOf({ buckets }: S3Context, request: S3Request): Source {
  const header = request.headers["x-amz-copy-source"] ?? "";
  const [path = "", query = ""] = header.split(/\?(.*)/s, 2);
  const [, bucketName = "", key = ""] = /^\/?([^/]+)\/(.+)$/s.exec(unescaped(path)) ?? [];
  if (key === "") throw badSource();
  const bucket: BucketDefinition | undefined = buckets.get(bucketName);
  if (!bucket) throw noSuchBucket(bucketName);
  const versionId = new URLSearchParams(query).get("versionId") ?? undefined;
  return { source: { ...request, bucket, key }, versionId };
}

function findSource(
  context: S3Context,
  source: S3Request,
  call: StreamingCall,
  versionId: string | undefined,
): ObjectVersion {
  try {
    return findVersion(context, source, call, versionId);
  } catch (error) {
    if (!(error instanceof S3Error) || error.code !== "MethodNotAllowed") throw error;
    throw invalidRequest(
      "The source of a copy request may not specifically refer to a delete marker by version id.",
    );
  }
}

function unescaped(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badSource();
  }
}

function badSource() {
  const name = "x-amz-copy-source";
  return invalidArgument("Invalid copy source object key", name, name);
}

function headersOf(request: S3Request, { source, versionId }: Source, from: ObjectVersion) {
  const directive = request.headers["x-amz-metadata-directive"] ?? "COPY";
  const replacement = storedHeaders(request);
  if (directive === "REPLACE") return replacement;
  if (directive !== "COPY") {
    throw invalidArgument("Unknown metadata directive.", "x-amz-metadata-directive", directive);
  }
  const isInPlace =
    versionId === undefined &&
    source.bucket.name === request.bucket.name &&
    source.key === request.key;
  if (isInPlace && !changesAttributes(request)) {
    throw invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  return withStorageClass(from.headers, request.headers);
}

/** S3 compares no values: a header that names the same class or encryption is a change, and so is a bucket's own encryption. */
function changesAttributes({ headers, bucket }: S3Request): boolean {
  const asked = ["x-amz-storage-class", "x-amz-server-side-encryption"];
  return asked.some((name) => headers[name] !== undefined) || bucket.encryption !== "AES256";
}

function algorithmOf({ headers }: S3Request, { checksum }: ObjectVersion) {
  const asked = headers["x-amz-checksum-algorithm"];
  return asked === undefined ? (checksum?.algorithm ?? defaultAlgorithm) : algorithmNamed(asked);
}
