import { S3Error } from "../s3-error.ts";

/** Bytes `from` (inclusive) to `to` (exclusive). */
export type ByteRange = { readonly from: number; readonly to: number };

/**
 * The part of an object that a `Range` header names; undefined for a header that S3 ignores: one that is invalid or has
 * several ranges.
 * @throws S3Error InvalidRange for a range past the end.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
export function byteRange(header: string | undefined, sizeBytes: number): ByteRange | undefined {
  const [match, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header ?? "") ?? [];
  if (match === undefined || header === undefined || (first === "" && last === ""))
    return undefined;
  if (first !== "" && last !== "" && Number(last) < Number(first)) return undefined;
  const from = first === "" ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const to = first === "" || last === "" ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  if (from < to) return { from, to };
  throw new S3Error("InvalidRange", "The requested range is not satisfiable", {
    status: 416,
    details: { RangeRequested: header, ActualObjectSize: String(sizeBytes) },
    headers: { "content-range": `bytes */${sizeBytes}` },
  });
}
