import { preconditionFailed } from "../s3-error.ts";
import type { ObjectVersion } from "./version-store.ts";

/** Names of the four headers; copies have names of their own for them. */
export type ConditionNames = { readonly prefix: "" | "x-amz-copy-source-" };

/**
 * Whether a read goes on or is answered that nothing has changed. Etags go before times, as RFC 9110 has it.
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
