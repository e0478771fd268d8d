import { createHash } from "node:crypto";
import { encodeKey } from "../objects/encode-key.ts";
import { storageClassOf } from "../objects/storage-class.ts";
import type { ListedObject, VersionStore } from "../objects/version-store.ts";
import { onBucket } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import { invalidArgument } from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";
import type { S3Request } from "../s3-request.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

const mostKeys = 1000;

/** Sorts after every key with the same prefix. */
const lastCharacter = "\u{10ffff}";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */
export function listObjectsV2({ versions, accountId }: S3Context): S3Operation {
  return {
    parameters: [
      ...["list-type", "prefix", "delimiter", "max-keys", "continuation-token", "start-after"],
      ...["encoding-type", "fetch-owner"],
    ],
    permissions: (request) => [onBucket("s3:ListBucket", request)],
    run(request) {
      const { query, bucket } = request;
      const prefix = query.get("prefix") ?? "";
      const delimiter = query.get("delimiter") ?? "";
      const token = query.get("continuation-token") ?? undefined;
      const startAfter = query.get("start-after") ?? undefined;
      const maximumItems = maximumItemsOf(request);
      const encode = encoderOf(request);
      const after = token === undefined ? (startAfter ?? "") : readToken(token);
      const page = pageOf(versions, {
        bucket: bucket.name,
        prefix,
        delimiter,
        after,
        maximumItems,
      });
      const owner = query.get("fetch-owner") === "true" ? { Owner: ownerOf(accountId) } : {};
      return xmlAnswer("ListBucketResult", {
        Name: bucket.name,
        Prefix: encode(prefix),
        Delimiter: delimiter === "" ? undefined : encode(delimiter),
        StartAfter: startAfter === undefined ? undefined : encode(startAfter),
        ContinuationToken: token,
        NextContinuationToken: page.next === undefined ? undefined : writeToken(page.next),
        KeyCount: page.objects.length + page.commonPrefixes.length,
        MaxKeys: maximumItems,
        EncodingType: query.get("encoding-type") ?? undefined,
        IsTruncated: page.next !== undefined,
        Contents: page.objects.map((object) => ({
          Key: encode(object.key),
          LastModified: new Date(object.modifiedAtMs).toISOString(),
          ETag: `"${object.etag}"`,
          ChecksumAlgorithm: object.checksum?.algorithm,
          ChecksumType: object.checksum?.type,
          Size: object.sizeBytes,
          ...owner,
          StorageClass: storageClassOf(object.headers),
        })),
        CommonPrefixes: page.commonPrefixes.map((common) => ({ Prefix: encode(common) })),
      });
    },
  };
}

type Page = {
  readonly objects: readonly ListedObject[];
  readonly commonPrefixes: readonly string[];
  /** The next page starts after this; undefined on the last page. */
  readonly next: string | undefined;
};

/** Keys with a common prefix up to the delimiter count as one item and are skipped. */
function pageOf(
  versions: VersionStore,
  asked: {
    readonly bucket: string;
    readonly prefix: string;
    readonly delimiter: string;
    readonly after: string;
    readonly maximumItems: number;
  },
): Page {
  const { bucket, prefix, delimiter, maximumItems } = asked;
  const objects: ListedObject[] = [];
  const commonPrefixes: string[] = [];
  let after: string | undefined = asked.after;
  if (maximumItems === 0) return { objects, commonPrefixes, next: undefined };

  /** Returns where to continue; undefined at the end. */
  function walk(from: string): { readonly after: string; readonly isFull: boolean } | undefined {
    let last = from;
    for (const object of versions.list(bucket, from, prefix)) {
      if (!object.key.startsWith(prefix)) return undefined;
      if (objects.length + commonPrefixes.length === maximumItems)
        return { after: last, isFull: true };
      const end = delimiter === "" ? -1 : object.key.indexOf(delimiter, prefix.length);
      if (end >= 0) {
        const common = object.key.slice(0, end + delimiter.length);
        commonPrefixes.push(common);
        return { after: common + lastCharacter, isFull: false };
      }
      objects.push(object);
      last = object.key;
    }
    return undefined;
  }

  for (let step = walk(after); step !== undefined; step = walk(step.after)) {
    after = step.after;
    if (step.isFull) return { objects, commonPrefixes, next: after };
  }
  return { objects, commonPrefixes, next: undefined };
}

function maximumItemsOf({ query }: S3Request): number {
  const text = query.get("max-keys");
  if (text === null) return mostKeys;
  if (/^\d{1,10}$/.test(text) && Number(text) < 2 ** 31) return Math.min(mostKeys, Number(text));
  throw invalidArgument(
    "Provided max-keys not an integer or within integer range",
    "max-keys",
    text,
  );
}

function encoderOf({ query }: S3Request): (text: string) => string {
  const type = query.get("encoding-type");
  if (type === null) return (text) => text;
  if (type === "url") return encodeKey;
  throw invalidArgument("Invalid Encoding Method specified in Request", "encoding-type", type);
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

/** The form of an account's canonical user id. */
function ownerOf(accountId: string) {
  return { ID: createHash("sha256").update(accountId).digest("hex") };
}
