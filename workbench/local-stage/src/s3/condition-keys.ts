import type { RequestContext } from "@stagecraft/iam/access-request";
import type { S3Request } from "./s3-request.ts";

/** Headers of writes that are condition keys by their own name. */
const headerKeys = [
  "x-amz-acl",
  "x-amz-copy-source",
  "x-amz-metadata-directive",
  "x-amz-server-side-encryption",
  "x-amz-storage-class",
];
const lists = ["s3:ListBucket", "s3:ListBucketVersions"];
const conditionalHeaders = ["if-match", "if-none-match"];

/**
 * S3's condition keys of a request, for one of its actions.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
 */
export function conditionKeys(action: string, { query, headers }: S3Request): RequestContext {
  const writes = action === "s3:PutObject";
  const presigned = query.has("X-Amz-Algorithm");
  return present({
    "s3:authType": presigned ? "REST-QUERY-STRING" : "REST-HEADER",
    "s3:signatureversion": "AWS4-HMAC-SHA256",
    "s3:x-amz-content-sha256": presigned ? undefined : headers["x-amz-content-sha256"],
    ...(lists.includes(action) ? fromQuery(query, ["prefix", "delimiter", "max-keys"]) : {}),
    ...(action.endsWith("Version") ? { "s3:VersionId": query.get("versionId") ?? undefined } : {}),
    ...(writes ? fromHeaders(headers, [...headerKeys, ...conditionalHeaders]) : {}),
  });
}

type Maybe = { readonly [key: string]: string | undefined };

function fromQuery(query: URLSearchParams, names: readonly string[]): Maybe {
  return Object.fromEntries(names.map((name) => [`s3:${name}`, query.get(name) ?? undefined]));
}

function fromHeaders(headers: S3Request["headers"], names: readonly string[]): Maybe {
  return Object.fromEntries(names.map((name) => [`s3:${name}`, headers[name]]));
}

function present(keys: Maybe): RequestContext {
  return Object.fromEntries(
    Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
