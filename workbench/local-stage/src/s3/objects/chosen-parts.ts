import { quotas } from "@stagecraft/plan/quotas";
import { checksumAlgorithms } from "../checksums/checksum.ts";
import { invalidRequest, S3Error } from "../s3-error.ts";
import { childText, readXml, type XmlElement } from "../xml/read-xml.ts";
import type { Part, Upload } from "./upload-store.ts";

const smallestPartBytes = quotas.s3.smallestPartBytes.value;

/**
 * The parts that a `CompleteMultipartUpload` document names, in their order.
 * @throws S3Error InvalidPart, InvalidPartOrder, EntityTooSmall, BadDigest, InvalidRequest, MalformedXML
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html#API_CompleteMultipartUpload_Errors
 */
export function chosenParts(
  document: string,
  upload: Upload,
  all: readonly Part[],
): readonly Part[] {
  const byNumber = new Map(all.map((part) => [part.partNumber, part]));
  const parts = readXml(document, "CompleteMultipartUpload").children.map((element) => {
    const partNumber = Number(childText(element, "PartNumber"));
    const part = byNumber.get(partNumber);
    const etag = childText(element, "ETag")?.replaceAll('"', "") ?? "";
    if (!part || etag !== part.etag) throw invalidPart(upload, partNumber, etag);
    checkPartChecksum(element, upload, part);
    return part;
  });
  if (parts.length === 0) throw invalidRequest("You must specify at least one part");
  refuseOrder(upload, parts);
  refuseSmall(parts);
  return parts;
}

/** An upload that asked for no checksum takes none for its parts; a composite one needs each of them. */
function checkPartChecksum(element: XmlElement, upload: Upload, part: Part) {
  const { requestedChecksum: requested } = upload;
  const given = checksumAlgorithms.find((name) => childText(element, `Checksum${name}`));
  const value = given && childText(element, `Checksum${given}`);
  if (given === undefined) {
    if (requested?.type !== "COMPOSITE") return;
    throw invalidRequest(
      `The upload was created using a ${requested.algorithm.toLowerCase()} checksum. The complete request must include the checksum for each part. It was missing for part ${part.partNumber} in the request.`,
    );
  }
  if (requested && given !== requested.algorithm) {
    throw new S3Error(
      "BadDigest",
      `The ${given.toLowerCase()} you specified for part ${part.partNumber} did not match what we received.`,
    );
  }
  if (!requested || value !== part.checksum) {
    throw invalidPart(upload, part.partNumber, part.etag);
  }
}

function refuseOrder({ uploadId }: Upload, parts: readonly Part[]) {
  const numbers = parts.map(({ partNumber }) => partNumber);
  if (numbers.every((number, index) => number > (numbers[index - 1] ?? 0))) return;
  throw new S3Error(
    "InvalidPartOrder",
    "The list of parts was not in ascending order. Parts must be ordered by part number.",
    { details: { UploadId: uploadId } },
  );
}

function refuseSmall(parts: readonly Part[]) {
  const small = parts.slice(0, -1).find((part) => part.sizeBytes < smallestPartBytes);
  if (!small) return;
  throw new S3Error(
    "EntityTooSmall",
    "Your proposed upload is smaller than the minimum allowed size",
    {
      details: {
        ProposedSize: String(small.sizeBytes),
        MinSizeAllowed: String(smallestPartBytes),
        PartNumber: String(small.partNumber),
        ETag: small.etag,
      },
    },
  );
}

function invalidPart({ uploadId }: Upload, partNumber: number, etag: string): S3Error {
  return new S3Error(
    "InvalidPart",
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { details: { UploadId: uploadId, PartNumber: String(partNumber), ETag: etag } },
  );
}
