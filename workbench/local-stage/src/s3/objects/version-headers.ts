import type { BucketDefinition } from "@stagecraft/plan/bucket-definition";

/** What every answer about a stored version says. A bucket that never kept versions says nothing of them. */
export function versionHeaders(
  bucket: BucketDefinition,
  { versionId }: { readonly versionId: string },
): { readonly [name: string]: string } {
  return {
    "x-amz-server-side-encryption": bucket.encryption,
    ...(bucket.versioning === "Disabled" ? {} : { "x-amz-version-id": versionId }),
  };
}
