import { findUpload } from "../objects/find-upload.ts";
import { storageClassOf } from "../objects/storage-class.ts";
import { onObject } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import type { S3Operation } from "../s3-operation.ts";
import { numberIn } from "../s3-request.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

const mostParts = 1000;

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListParts.html */
export function listParts(context: S3Context): S3Operation {
  return {
    parameters: ["uploadId", "max-parts", "part-number-marker"],
    permissions: (request) => [onObject("s3:ListMultipartUploadParts", request)],
    run(request) {
      const { uploadId, requestedChecksum, headers } = findUpload(context, request);
      const anyNumber = { from: 0, to: 2 ** 31 - 1 };
      const limit = Math.min(mostParts, numberIn(request, "max-parts", anyNumber) ?? mostParts);
      const marker = numberIn(request, "part-number-marker", anyNumber) ?? 0;
      const left = context.uploads.parts(uploadId).filter(({ partNumber }) => partNumber > marker);
      const parts = left.slice(0, limit);
      return xmlAnswer("ListPartsResult", {
        Bucket: request.bucket.name,
        Key: request.key,
        UploadId: uploadId,
        PartNumberMarker: marker,
        NextPartNumberMarker: parts.at(-1)?.partNumber ?? 0,
        MaxParts: limit,
        IsTruncated: left.length > parts.length,
        StorageClass: storageClassOf(headers),
        ChecksumAlgorithm: requestedChecksum?.algorithm,
        ChecksumType: requestedChecksum?.type,
        Part: parts.map((part) => ({
          PartNumber: part.partNumber,
          LastModified: new Date(part.modifiedAtMs).toISOString(),
          ETag: `"${part.etag}"`,
          Size: part.sizeBytes,
          ...(requestedChecksum && { [`Checksum${requestedChecksum.algorithm}`]: part.checksum }),
        })),
      });
    },
  };
}
