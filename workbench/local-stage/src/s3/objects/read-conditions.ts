import { preconditionFailed } from "../s3-error.ts";
import type { ObjectVersion } from "./version-store.ts";

/** `prefix` begins the names of the four headers; that of a copy's source differs. */
type ReadConditions = { readonly prefix: "" | "x-amz-copy-source-"; readonly nowMs: number };

/** `condition` is the header by which the object is not modified. */
export type ReadOutcome =
  | { readonly isModified: true }
  | { readonly isModified: false; readonly condition: string };

/**
 * Checks a read's conditions. ETags have precedence over times, as in RFC 9110. An If-Modified-Since in the future is
 * ignored.
 * @throws S3Error PreconditionFailed
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function checkRead(
  headers: { readonly [name: string]: string },
  { etag, modifiedAtMs }: ObjectVersion,
  { prefix, nowMs }: ReadConditions,
): ReadOutcome {
  const given = (condition: string) => headers[`${prefix}${condition.toLowerCase()}`];
  const failed = (condition: string) => preconditionFailed(`${prefix}${condition}`);
  const ifMatch = given("If-Match");
  if (ifMatch !== undefined) {
    if (!names(ifMatch, etag)) throw failed("If-Match");
  } else if (modifiedAtMs > Date.parse(given("If-Unmodified-Since") ?? "")) {
    throw failed("If-Unmodified-Since");
  }
  const ifNoneMatch = given("If-None-Match");
  if (ifNoneMatch !== undefined) {
    return names(ifNoneMatch, etag) ? unmodified(`${prefix}If-None-Match`) : { isModified: true };
  }
  const sinceMs = Date.parse(given("If-Modified-Since") ?? "");
  const isUnmodified = modifiedAtMs <= sinceMs && sinceMs <= nowMs;
  return isUnmodified ? unmodified(`${prefix}If-Modified-Since`) : { isModified: true };
}

function unmodified(condition: string): ReadOutcome {
  return { isModified: false, condition };
}

function names(condition: string, etag: string): boolean {
  return condition
    .split(",")
    .map((name) => name.trim().replace(/^W\//, "").replaceAll('"', ""))
    .some((name) => name === "*" || name === etag);
}
