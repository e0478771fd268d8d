import { listPage } from "../objects/list-page.ts";
import { listParameters, readListRequest } from "../objects/list-request.ts";
import { listedElements, ownerOf } from "../objects/listed-elements.ts";
import { onBucket } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import type { S3Operation } from "../s3-operation.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

/**
 * The first version of the list. It names the next marker only where it has a delimiter.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html
 */
export function listObjects({ versions, accountId }: S3Context): S3Operation {
  return {
    parameters: [...listParameters, "marker"],
    permissions: (request) => [onBucket("s3:ListBucket", request)],
    run(request) {
      const { prefix, delimiter, maximumItems, encode, elements } = readListRequest(request);
      const marker = request.query.get("marker") ?? "";
      const itemsAfter = (key: string) => versions.list(request.bucket.name, key, prefix);
      const begin = itemsAfter(marker);
      const page = listPage({ prefix, delimiter, maximumItems, marker, begin, itemsAfter });
      const last = page.lastBeforeMore;
      const next = last && delimiter !== "" ? (last.commonPrefix ?? last.item.key) : undefined;
      return xmlAnswer("ListBucketResult", {
        ...elements,
        Marker: encode(marker),
        NextMarker: next === undefined ? undefined : encode(next),
        IsTruncated: last !== undefined,
        Contents: page.items.map((object) => ({
          ...listedElements(object, encode),
          Owner: ownerOf(accountId),
        })),
        CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
      });
    },
  };
}
