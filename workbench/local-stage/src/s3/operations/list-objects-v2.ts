import { endOf, listPage } from "../objects/list-page.ts";
import { listParameters, readListRequest } from "../objects/list-request.ts";
import { listedElements, ownerOf } from "../objects/listed-elements.ts";
import { onBucket } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import { invalidArgument } from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2({ versions, accountId }: S3Context): S3Operation {
  return {
    parameters: [
      ...listParameters,
      ...["list-type", "continuation-token", "start-after", "fetch-owner"],
    ],
    permissions: (request) => [onBucket("s3:ListBucket", request)],
    run(request) {
      const { query, bucket } = request;
      const { prefix, delimiter, maximumItems, encode, elements } = readListRequest(request);
      const token = query.get("continuation-token") ?? undefined;
      const startAfter = query.get("start-after") ?? undefined;
      const itemsAfter = (key: string) => versions.list(bucket.name, key, prefix);
      const begin = itemsAfter(token === undefined ? (startAfter ?? "") : readToken(token));
      const page = listPage({ prefix, delimiter, maximumItems, marker: "", begin, itemsAfter });
      const last = page.lastBeforeMore;
      const owner = query.get("fetch-owner") === "true" ? { Owner: ownerOf(accountId) } : {};
      return xmlAnswer("ListBucketResult", {
        ...elements,
        StartAfter: startAfter === undefined ? undefined : encode(startAfter),
        ContinuationToken: token,
        NextContinuationToken:
          last && writeToken(last.item ? last.item.key : endOf(last.commonPrefix)),
        KeyCount: page.items.length + page.commonPrefixes.length,
        IsTruncated: last !== undefined,
        Contents: page.items.map((object) => ({ ...listedElements(object, encode), ...owner })),
        CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
      });
    },
  };
}

/** With a prefix, so that invalid tokens are recognized. */
function writeToken(after: string): string {
  return `1${Buffer.from(after).toString("base64url")}`;
}

function readToken(token: string): string {
  const after = Buffer.from(token.slice(1), "base64url").toString("utf8");
  if (token !== "" && writeToken(after) === token) return after;
  throw invalidArgument(
    "The continuation token provided is incorrect",
    "continuation-token",
    token,
  );
}
