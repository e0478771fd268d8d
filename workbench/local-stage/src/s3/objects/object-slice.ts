import type { Checksum } from "../checksums/checksum.ts";
import { invalidRequest, S3Error } from "../s3-error.ts";
import { numberIn, type S3Request } from "../s3-request.ts";
import { byteRange } from "./byte-range.ts";
import type { ObjectVersion } from "./version-store.ts";

/** The bytes that a read returns: the object, a range or a part; `from` is inclusive, `to` exclusive. */
export type ObjectSlice = {
  readonly from: number;
  readonly to: number;
  /** Whether the response is a 206 with a Content-Range. */
  readonly isPartial: boolean;
  /** The checksum of exactly these bytes; null where S3 has none. */
  readonly checksum: Checksum | null;
};

/**
 * The slice that a request's `Range` header or `partNumber` names.
 * @throws S3Error InvalidRange, InvalidPartNumber, InvalidRequest
 */
export function objectSlice(request: S3Request, version: ObjectVersion): ObjectSlice {
  const { range } = request.headers;
  const partNumber = numberIn(request, "partNumber", { from: 1, to: 10_000 });
  if (partNumber === undefined) {
    const found = byteRange(range, version.sizeBytes);
    return found ? { ...found, isPartial: true, checksum: null } : wholeOf(version);
  }
  if (range !== undefined) {
    throw invalidRequest("Cannot specify both Range header and partNumber query parameter");
  }
  return partOf(version, partNumber);
}

function wholeOf({ sizeBytes, checksum }: ObjectVersion): ObjectSlice {
  return { from: 0, to: sizeBytes, isPartial: false, checksum };
}

/**
 * An object that was put at once is its own part 1.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
 */
function partOf(version: ObjectVersion, partNumber: number): ObjectSlice {
  const { segments, isMultipart, sizeBytes } = version;
  const partCount = isMultipart ? segments.length : 1;
  if (partNumber > partCount) throw invalidPartNumber(partNumber, partCount);
  if (!isMultipart) return { ...wholeOf(version), isPartial: sizeBytes > 0 };
  const sizes = segments.map((segment) => segment.sizeBytes);
  const from = sizes.slice(0, partNumber - 1).reduce((sum, size) => sum + size, 0);
  const to = from + (sizes[partNumber - 1] ?? 0);
  return { from, to, isPartial: to > from, checksum: checksumOfPart(version, partNumber) };
}

/** A checksum of the full object says nothing about one of several parts. */
function checksumOfPart(
  { checksum, segments }: ObjectVersion,
  partNumber: number,
): Checksum | null {
  if (checksum?.type === "FULL_OBJECT") return segments.length === 1 ? checksum : null;
  const value = segments[partNumber - 1]?.checksum;
  return checksum && value !== undefined ? { ...checksum, value } : null;
}

function invalidPartNumber(asked: number, partCount: number): S3Error {
  return new S3Error("InvalidPartNumber", "The requested partnumber is not satisfiable", {
    status: 416,
    details: { PartNumberRequested: String(asked), ActualPartCount: String(partCount) },
  });
}
