import { quotas } from "@stagecraft/plan/quotas";
import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import type { RequestHead } from "../endpoint/signature.ts";
import { invalidRequest, noSuchBucket, notImplemented, S3Error } from "./s3-error.ts";

/** A request as S3 understands it. */
export type S3Request = {
  readonly method: string;
  readonly bucket: BucketDefinition;
  /** Decoded; empty for a request on the bucket itself. */
  readonly key: string;
  readonly query: URLSearchParams;
  /** Header names are lower case. */
  readonly headers: { readonly [name: string]: string };
};

/** Query parameters that belong to the signature, or only repeat the operation's name. */
const unspecific = /^(X-Amz-[A-Za-z0-9-]+|x-id)$/;

const longestKeyBytes = quotas.s3.keyBytes.value;

/**
 * Reads a request of the path style.
 * @throws S3Error for a bucket that is not in the Plan, and for what S3 refuses by the head.
 */
export function readRequest(
  head: RequestHead,
  buckets: ReadonlyMap<string, BucketDefinition>,
  accountId: string,
): S3Request {
  const query = new URLSearchParams(head.query.replaceAll("+", "%2B"));
  const headers = { ...presignedHeaders(query), ...plainHeaders(head) };
  refusePresigned(query, head);
  refuseUnknown(headers);
  const [, bucketName = "", key = ""] = /^\/([^/]*)(?:\/(.*))?$/s.exec(head.path) ?? [];
  if (bucketName === "") throw notImplemented(`${head.method} on the service, such as ListBuckets`);
  const bucket = buckets.get(decoded(bucketName));
  if (!bucket) throw noSuchBucket(decoded(bucketName));
  const owner = headers["x-amz-expected-bucket-owner"];
  if (owner !== undefined && owner !== accountId) {
    throw new S3Error("AccessDenied", "Access Denied", { status: 403 });
  }
  return { method: head.method, bucket, key: checkedKey(decoded(key)), query, headers };
}

/** Names of the parameters that say what is wanted. */
export function parametersOf({ query }: S3Request): readonly string[] {
  return [...query.keys()].filter((name) => !unspecific.test(name) && !name.startsWith("x-amz-"));
}

/** A presigned URL may contain metadata; S3 ignores the checksums that SDKs put there. */
function presignedHeaders(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries(
    [...query].filter(
      ([name]) =>
        name.startsWith("x-amz-") &&
        !/^x-amz-(sdk-checksum-algorithm|checksum-(?!mode$).*)$/.test(name),
    ),
  );
}

function plainHeaders({ headers }: RequestHead): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => {
      if (value === undefined) return [];
      return [[name, Array.isArray(value) ? value.join(",") : value]];
    }),
  );
}

function refusePresigned(query: URLSearchParams, { headers }: RequestHead) {
  if (!query.has("X-Amz-Expires")) return;
  const signed = query.get("X-Amz-SignedHeaders")?.split(";") ?? [];
  const unsigned = Object.keys(headers).filter(
    (name) =>
      name.startsWith("x-amz-") && name !== "x-amz-content-sha256" && !signed.includes(name),
  );
  if (unsigned.length === 0) return;
  throw new S3Error(
    "AccessDenied",
    "There were headers present in the request which were not signed",
    { status: 403, details: { HeadersNotSigned: unsigned.join(", ") } },
  );
}

const knownHeaders = new Set(
  [
    "acl api-version content-sha256 copy-source copy-source-if-match copy-source-if-modified-since",
    "copy-source-if-none-match copy-source-if-unmodified-since date decoded-content-length",
    "expected-bucket-owner metadata-directive mp-object-size request-payer sdk-checksum-algorithm",
    "security-token server-side-encryption source-expected-bucket-owner storage-class trailer user-agent",
    "checksum-algorithm checksum-mode checksum-type",
    "checksum-crc32 checksum-crc32c checksum-crc64nvme checksum-sha1 checksum-sha256",
  ]
    .join(" ")
    .split(" ")
    .map((name) => `x-amz-${name}`),
);

/** An unknown header must not be ignored: it may set a lock, a tag or a key. */
function refuseUnknown(headers: { readonly [name: string]: string }) {
  const unknown = Object.keys(headers).find(
    (name) =>
      name.startsWith("x-amz-") && !name.startsWith("x-amz-meta-") && !knownHeaders.has(name),
  );
  if (unknown !== undefined) throw notImplemented(`header ${unknown}`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error("InvalidURI", "Couldn't parse the specified URI.");
  }
}

function checkedKey(key: string): string {
  const sizeBytes = Buffer.byteLength(key);
  if (sizeBytes <= longestKeyBytes) return key;
  throw new S3Error("KeyTooLongError", "Your key is too long", {
    details: { Size: String(sizeBytes), MaxSizeAllowed: String(longestKeyBytes) },
  });
}

/** A number in the query. @throws S3Error InvalidRequest */
export function numberIn(
  { query }: S3Request,
  name: string,
  range: { readonly from: number; readonly to: number },
): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (value >= range.from && value <= range.to) return value;
  throw invalidRequest(
    `${name} must be an integer between ${range.from} and ${range.to}, inclusive`,
  );
}
