import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";

/** The headers of every response about a stored version. There is no version id if the bucket was never versioned. */
export function versionHeaders(
  bucket: BucketDefinition,
  { versionId }: { readonly versionId: string },
): { readonly [name: string]: string } {
  return {
    "x-amz-server-side-encryption": bucket.encryption,
    ...(bucket.versioning === "Disabled" ? {} : { "x-amz-version-id": versionId }),
  };
}

/** The headers of the response to a put, which leaves the version id `null` out. */
export function newVersionHeaders(
  bucket: BucketDefinition,
  version: { readonly versionId: string },
): { readonly [name: string]: string } {
  const { "x-amz-version-id": versionId, ...others } = versionHeaders(bucket, version);
  return versionId === undefined || versionId === "null"
    ? others
    : { ...others, "x-amz-version-id": versionId };
}
