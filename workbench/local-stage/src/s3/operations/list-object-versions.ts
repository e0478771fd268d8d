import { listPage } from "../objects/list-page.ts";
import { listParameters, readListRequest } from "../objects/list-request.ts";
import { listedElements, ownerOf } from "../objects/listed-elements.ts";
import { isVersionId, seqOfVersionId } from "../objects/version-id.ts";
import type { ListedVersion, VersionStore } from "../objects/version-store.ts";
import { onBucket } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import { invalidArgument } from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";
import type { S3Request } from "../s3-request.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

/**
 * All versions and delete markers, the latest of a key first.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
 */
export function listObjectVersions({ versions, accountId }: S3Context): S3Operation {
  return {
    parameters: [...listParameters, "versions", "key-marker", "version-id-marker"],
    permissions: (request) => [onBucket("s3:ListBucketVersions", request)],
    run(request) {
      const { prefix, delimiter, maximumItems, encode, elements } = readListRequest(request);
      const bucket = request.bucket.name;
      const { key, versionId } = markersOf(request);
      const page = listPage<ListedVersion>({
        prefix,
        delimiter,
        maximumItems,
        marker: key,
        begin: versions.listVersions(bucket, { key, seq: seqOf(versions, request) }, prefix),
        itemsAfter: (after) => versions.listVersions(bucket, { key: after, seq: 0 }, prefix),
      });
      const last = page.lastBeforeMore;
      const Owner = ownerOf(accountId);
      return xmlAnswer("ListVersionsResult", {
        ...elements,
        KeyMarker: encode(key),
        VersionIdMarker: versionId ?? "",
        NextKeyMarker: last && encode(last.commonPrefix ?? last.item.key),
        NextVersionIdMarker: last?.item?.versionId,
        IsTruncated: last !== undefined,
        Version: page.items
          .filter(({ isDeleteMarker }) => !isDeleteMarker)
          .map((version) => ({
            ...listedElements(version, encode),
            ...latestElements(version),
            Owner,
          })),
        DeleteMarker: page.items
          .filter(({ isDeleteMarker }) => isDeleteMarker)
          .map((marker) => {
            const { Key, LastModified } = listedElements(marker, encode);
            return { Key, LastModified, ...latestElements(marker), Owner };
          }),
        CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
      });
    },
  };
}

function latestElements({ versionId, isCurrent }: ListedVersion) {
  return { VersionId: versionId, IsLatest: isCurrent };
}

function markersOf({ query }: S3Request) {
  return {
    key: query.get("key-marker") ?? "",
    versionId: query.get("version-id-marker") || undefined,
  };
}

/** Where the page begins within the marker's key; 0 is after all its versions. The marker may have been deleted. */
function seqOf(versions: VersionStore, request: S3Request): number {
  const { key, versionId } = markersOf(request);
  if (versionId === undefined) return 0;
  const name = "version-id-marker";
  if (key === "") {
    throw invalidArgument(
      "A version-id marker cannot be specified without a key marker.",
      name,
      versionId,
    );
  }
  const seq = versions.byId(request.bucket.name, key, versionId)?.seq ?? seqOfVersionId(versionId);
  if (seq === undefined && !isVersionId(versionId)) {
    throw invalidArgument("Invalid version id specified", name, versionId);
  }
  return seq ?? 0;
}
