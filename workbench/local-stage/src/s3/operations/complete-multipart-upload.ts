import { createHash } from "node:crypto";
import { quotas } from "@stagecraft/plan/quotas";
import {
  badDigest,
  type Checksum,
  checksumElements,
  createDigest,
  headerOf,
} from "../checksums/checksum.ts";
import { combineCrc } from "../checksums/combine-crc.ts";
import { keyPermissionsToUploadParts } from "../key-permissions.ts";
import { findUpload } from "../objects/find-upload.ts";
import { receiveText } from "../objects/receive-body.ts";
import { storeObject } from "../objects/store-object.ts";
import type { Part, Upload } from "../objects/upload-store.ts";
import { versionHeaders } from "../objects/version-headers.ts";
import { writePermissions } from "../objects/write-conditions.ts";
import type { S3Context } from "../s3-context.ts";
import { invalidRequest, S3Error } from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";
import type { S3Request } from "../s3-request.ts";
import { childText, malformedXml, readXml } from "../xml/read-xml.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

const smallestPartBytes = quotas.s3.smallestPartBytes.value;

/**
 * Makes one object of the named parts; their files become its segments and nothing is copied.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html
 */
export function completeMultipartUpload(context: S3Context): S3Operation {
  const { uploads, files } = context;
  return {
    parameters: ["uploadId"],
    permissions: (request) => [
      ...writePermissions(request),
      ...keyPermissionsToUploadParts(request),
    ],
    async run(request, payload, call) {
      // The client's checksum is of the object, not of the list of parts.
      const document = await receiveText(withoutChecksums(request), payload);
      const upload = findUpload(context, request);
      const all = uploads.parts(upload.uploadId);
      const parts = chosenParts(document, upload, all);
      const sizeBytes = parts.reduce((sum, part) => sum + part.sizeBytes, 0);
      refuseOtherSize(request, sizeBytes);
      const checksum = checksumOf(upload, parts);
      refuseOtherChecksum(request, checksum);
      const stored = storeObject(context, request, call, {
        event: "ObjectCreated:CompleteMultipartUpload",
        uploadId: upload.uploadId,
        headers: upload.headers,
        segments: parts.map(({ file, sizeBytes, checksum }) => ({ file, sizeBytes, checksum })),
        sizeBytes,
        checksum,
        etag: etagOf(parts),
        isMultipart: true,
      });
      files.remove(all.filter((part) => !parts.includes(part)));
      return xmlAnswer(
        "CompleteMultipartUploadResult",
        {
          Location: `https://${request.bucket.name}.s3.${context.region}.amazonaws.com/${encodeURIComponent(request.key)}`,
          Bucket: request.bucket.name,
          Key: request.key,
          ETag: `"${stored.etag}"`,
          ...checksumElements(stored.checksum),
        },
        versionHeaders(request.bucket, stored),
      );
    },
  };
}

function withoutChecksums(request: S3Request): S3Request {
  const headers = Object.entries(request.headers).filter(
    ([name]) => !name.startsWith("x-amz-checksum-") && name !== "x-amz-sdk-checksum-algorithm",
  );
  return { ...request, headers: Object.fromEntries(headers) };
}

function chosenParts(document: string, upload: Upload, all: readonly Part[]): readonly Part[] {
  const byNumber = new Map(all.map((part) => [part.partNumber, part]));
  const parts = readXml(document, "CompleteMultipartUpload").children.map((element) => {
    const partNumber = Number(childText(element, "PartNumber"));
    const part = byNumber.get(partNumber);
    const checksum = childText(element, `Checksum${upload.checksumAlgorithm}`);
    const isSame =
      childText(element, "ETag")?.replaceAll('"', "") === part?.etag &&
      (checksum === undefined || checksum === part?.checksum);
    if (!part || !isSame) throw invalidPart(upload, partNumber);
    return part;
  });
  if (parts.length === 0) throw malformedXml();
  if (parts.some((part, index) => part.partNumber <= (parts[index - 1]?.partNumber ?? 0))) {
    throw new S3Error(
      "InvalidPartOrder",
      "The list of parts was not in ascending order. Parts must be ordered by part number.",
      { details: { UploadId: upload.uploadId } },
    );
  }
  const small = parts.slice(0, -1).find((part) => part.sizeBytes < smallestPartBytes);
  if (!small) return parts;
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

function invalidPart({ uploadId }: Upload, partNumber: number): S3Error {
  return new S3Error(
    "InvalidPart",
    "One or more of the specified parts could not be found. The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    { details: { UploadId: uploadId, PartNumber: String(partNumber) } },
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html#AmazonS3-Type-Object-ETag */
function etagOf(parts: readonly Part[]): string {
  const md5 = createHash("md5");
  for (const { etag } of parts) md5.update(Buffer.from(etag, "hex"));
  return `${md5.digest("hex")}-${parts.length}`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
function checksumOf(upload: Upload, parts: readonly Part[]): Checksum {
  const { checksumAlgorithm: algorithm, checksumType: type } = upload;
  const digests = parts.map(({ checksum, sizeBytes }) => ({
    digest: Buffer.from(checksum, "base64"),
    sizeBytes,
  }));
  if (type === "FULL_OBJECT" && algorithm !== "SHA1" && algorithm !== "SHA256") {
    return { algorithm, type, value: combineCrc(algorithm, digests).toString("base64") };
  }
  const ofDigests = createDigest(algorithm);
  for (const { digest } of digests) ofDigests.update(digest);
  const value = `${ofDigests.digest().toString("base64")}-${parts.length}`;
  return { algorithm, type, value };
}

function refuseOtherSize({ headers }: S3Request, sizeBytes: number) {
  const announced = headers["x-amz-mp-object-size"];
  if (announced === undefined || Number(announced) === sizeBytes) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was computed: ${sizeBytes}`,
  );
}

function refuseOtherChecksum({ headers }: S3Request, { algorithm, value }: Checksum) {
  const given = headers[headerOf(algorithm)];
  if (given === undefined) return;
  // A composite checksum may or may not include the number of parts.
  if (given !== value && given !== value.replace(/-\d+$/, "")) throw badDigest(algorithm);
}
