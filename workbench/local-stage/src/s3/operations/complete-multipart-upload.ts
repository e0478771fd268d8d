import { createHash } from "node:crypto";
import { checksumElements } from "../checksums/checksum.ts";
import {
  checkCompletedChecksum,
  checksumOfParts,
  defaultUploadChecksum,
} from "../checksums/upload-checksum.ts";
import { keyPermissionsToUploadParts } from "../key-permissions.ts";
import { chosenParts } from "../objects/chosen-parts.ts";
import { findUpload } from "../objects/find-upload.ts";
import { receiveText } from "../objects/receive-body.ts";
import { storeObject } from "../objects/store-object.ts";
import type { Part } from "../objects/upload-store.ts";
import { versionHeaders } from "../objects/version-headers.ts";
import { writePermissions } from "../objects/write-conditions.ts";
import type { S3Context } from "../s3-context.ts";
import { invalidRequest } from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";
import type { S3Request } from "../s3-request.ts";
import { xmlAnswer } from "../xml/xml-answer.ts";

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
      const { requestedChecksum } = upload;
      const checksum = checksumOfParts(requestedChecksum ?? defaultUploadChecksum, parts);
      checkCompletedChecksum(request, requestedChecksum, checksum);
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

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html#AmazonS3-Type-Object-ETag */
function etagOf(parts: readonly Part[]): string {
  const md5 = createHash("md5");
  for (const { etag } of parts) md5.update(Buffer.from(etag, "hex"));
  return `${md5.digest("hex")}-${parts.length}`;
}

function refuseOtherSize({ headers }: S3Request, sizeBytes: number) {
  const announced = headers["x-amz-mp-object-size"];
  if (announced === undefined || Number(announced) === sizeBytes) return;
  throw invalidRequest(
    `The provided 'x-amz-mp-object-size' header value ${announced} does not match what was computed: ${sizeBytes}`,
  );
}
