import { quotas } from "@stagecraft/plan/quotas";
import { invalidRequest, notImplemented, S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { storageClassHeader } from "./storage-class.ts";

/** Headers that S3 stores with an object and returns. */
const kept = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];

const largestMetadataBytes = quotas.s3.metadataBytes.value;

/**
 * The headers of a request that are stored with its object.
 * @throws S3Error for what S3 refuses or the stage does not implement.
 */
export function storedHeaders(request: S3Request): { readonly [name: string]: string } {
  const { headers, bucket } = request;
  const acl = headers["x-amz-acl"];
  if (acl !== undefined && acl !== "bucket-owner-full-control") {
    throw new S3Error("AccessControlListNotSupported", "The bucket does not allow ACLs");
  }
  const storageClass = storageClassHeader(headers);
  const encryption = headers["x-amz-server-side-encryption"];
  if (encryption !== undefined && encryption !== bucket.encryption) {
    throw notImplemented(
      `encryption ${encryption} in a bucket whose default is ${bucket.encryption}`,
    );
  }
  const found = Object.entries(headers).filter(
    ([name]) => kept.includes(name) || name.startsWith("x-amz-meta-"),
  );
  refuseLargeMetadata(found);
  const stored = Object.fromEntries(found);
  const encoding = contentEncoding(stored["content-encoding"]);
  const { "content-encoding": _, ...others } = stored;
  return {
    "content-type": "binary/octet-stream",
    ...others,
    ...storageClass,
    ...(encoding ? { "content-encoding": encoding } : {}),
  };
}

/** `aws-chunked` is about the request's body, not about the object. */
function contentEncoding(value = ""): string {
  const encodings = value.split(",").map((encoding) => encoding.trim());
  return encodings.filter((encoding) => encoding !== "" && encoding !== "aws-chunked").join(",");
}

function refuseLargeMetadata(headers: readonly (readonly [string, string])[]) {
  const sizeBytes = headers
    .filter(([name]) => name.startsWith("x-amz-meta-"))
    .reduce(
      (sum, [name, value]) => sum + name.length - "x-amz-meta-".length + Buffer.byteLength(value),
      0,
    );
  if (sizeBytes <= largestMetadataBytes) return;
  throw new S3Error(
    "MetadataTooLarge",
    "Your metadata headers exceed the maximum allowed metadata size",
    {
      details: { Size: String(sizeBytes), MaxSizeAllowed: String(largestMetadataBytes) },
    },
  );
}

/** `response-content-type` and the like, with which a reader sets response headers. */
export const overrideParameters = kept.map((name) => `response-${name}`);

/** @throws S3Error for a header that could not be sent. */
export function overriddenHeaders({ query }: S3Request): { readonly [name: string]: string } {
  return Object.fromEntries(
    kept.flatMap((name) => {
      const value = query.get(`response-${name}`);
      if (value === null) return [];
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a header must not hold
      if (/[\u0000-\u001f\u007f]/.test(value)) {
        throw invalidRequest(`response-${name} holds a character that no header may hold`);
      }
      return [[name, value]];
    }),
  );
}
