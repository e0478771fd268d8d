import { randomBytes } from "node:crypto";
import {
  algorithmNamed,
  type ChecksumAlgorithm,
  type ChecksumType,
} from "../checksums/checksum.ts";
import type { UploadChecksum } from "../checksums/upload-checksum.ts";
import { keyPermissionsToUploadParts } from "../key-permissions.ts";
import { storedHeaders } from "../objects/stored-headers.ts";
import { onObject } from "../permissions.ts";
import type { S3Context } from "../s3-context.ts";
import { invalidRequest } from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";
import type { S3Request } from "../s3-request.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateMultipartUpload.html */
export function createMultipartUpload({ uploads }: S3Context): S3Operation {
  return {
    parameters: ["uploads"],
    permissions: (request) => [
      onObject("s3:PutObject", request),
      ...keyPermissionsToUploadParts(request),
    ],
    run(request) {
      const { bucket, key } = request;
      const requestedChecksum = requestedChecksumOf(request);
      const uploadId = randomBytes(48).toString("base64url");
      const headers = storedHeaders(request);
      uploads.insert({ uploadId, bucket: bucket.name, key, requestedChecksum, headers });
      return xmlAnswer(
        "InitiateMultipartUploadResult",
        { Bucket: bucket.name, Key: key, UploadId: uploadId },
        {
          "x-amz-server-side-encryption": bucket.encryption,
          ...(requestedChecksum && {
            "x-amz-checksum-algorithm": requestedChecksum.algorithm,
            "x-amz-checksum-type": requestedChecksum.type,
          }),
        },
      );
    },
  };
}

function requestedChecksumOf({ headers }: S3Request): UploadChecksum | undefined {
  const asked = headers["x-amz-checksum-algorithm"];
  const askedType = headers["x-amz-checksum-type"];
  if (asked !== undefined) {
    const algorithm = algorithmNamed(asked);
    return { algorithm, type: typeOf(algorithm, askedType) };
  }
  if (askedType === undefined) return undefined;
  throw invalidRequest(
    "The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.",
  );
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html#Full-object-checksums */
function typeOf(algorithm: ChecksumAlgorithm, asked: string | undefined): ChecksumType {
  const type = asked?.toUpperCase() ?? (algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE");
  const isPossible =
    type === "FULL_OBJECT" ? !algorithm.startsWith("SHA") : algorithm !== "CRC64NVME";
  if ((type === "FULL_OBJECT" || type === "COMPOSITE") && isPossible) return type;
  throw invalidRequest(
    `The ${type} checksum type cannot be used with the ${algorithm.toLowerCase()} checksum algorithm.`,
  );
}
