import { preconditionFailed } from "../s3-error.ts";
import type { ObjectVersion } from "./version-store.ts";

/** The names of the four headers; those of copies differ. */
export type ConditionNames = { readonly prefix: "" | "x-amz-copy-source-" };

/**
 * Checks a read's conditions; false means that the object is not modified. ETags have precedence over times, as in RFC
 * 9110.
 * @throws S3Error PreconditionFailed
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function checkRead(
  headers: { readonly [name: string]: string },
  { etag, modifiedAtMs }: ObjectVersion,
  { prefix }: ConditionNames,
): "changed" | "unchanged" {
  const ifMatch = headers[`${prefix}if-match`];
  if (ifMatch !== undefined) {
    if (!names(ifMatch, etag)) throw preconditionFailed("If-Match");
  } else {
    const sinceMs = Date.parse(headers[`${prefix}if-unmodified-since`] ?? "");
    if (modifiedAtMs > sinceMs) throw preconditionFailed("If-Unmodified-Since");
  }
  const ifNoneMatch = headers[`${prefix}if-none-match`];
  if (ifNoneMatch !== undefined) return names(ifNoneMatch, etag) ? "unchanged" : "changed";
  const sinceMs = Date.parse(headers[`${prefix}if-modified-since`] ?? "");
  return modifiedAtMs <= sinceMs ? "unchanged" : "changed";
}

function names(condition: string, etag: string): boolean {
  return condition
    .split(",")
    .map((name) => name.trim().replace(/^W\//, "").replaceAll('"', ""))
    .some((name) => name === "*" || name === etag);
}
