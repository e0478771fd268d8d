import type { Payload } from "../../endpoint/receive-payload.ts";
import { type DeclaredChecksum, declaredChecksum, headerOf } from "../checksums/checksum.ts";
import { defaultUploadChecksum, type UploadChecksum } from "../checksums/upload-checksum.ts";
import { keyPermissionsToUploadParts } from "../key-permissions.ts";
import { findUpload } from "../objects/find-upload.ts";
import { receiveFile } from "../objects/receive-body.ts";
import type { Part } from "../objects/upload-store.ts";
import { onObject } from "../permissions.ts";
import { nowToTheSecondMs, type S3Context } from "../s3-context.ts";
import { invalidArgument, invalidRequest, notImplemented } from "../s3-error.ts";
import type { S3Operation } from "../s3-operation.ts";
import type { S3Request } from "../s3-request.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_UploadPart.html */
export function uploadPart(context: S3Context): S3Operation {
  return {
    parameters: ["uploadId", "partNumber"],
    permissions: (request) => [
      onObject("s3:PutObject", request),
      ...keyPermissionsToUploadParts(request),
    ],
    async run(request, payload) {
      if (request.headers["x-amz-copy-source"] !== undefined) {
        throw notImplemented("UploadPartCopy");
      }
      const partNumber = partNumberOf(request);
      const { requestedChecksum } = findUpload(context, request);
      const declared = declaredChecksum(request);
      refuseOtherAlgorithm(requestedChecksum, declared);
      const { algorithm } = requestedChecksum ?? defaultUploadChecksum;
      const received = await receiveFile(context.files, request, payload, algorithm);
      const etag = received.md5.toString("hex");
      storePart(context, request, { ...received, partNumber, etag });
      return {
        status: 200,
        headers: {
          etag: `"${etag}"`,
          "x-amz-server-side-encryption": request.bucket.encryption,
          ...(requestedChecksum
            ? { [headerOf(algorithm)]: received.checksum }
            : declaredHeaders(declared, payload)),
          "content-length": "0",
        },
      };
    },
  };
}

/** Stores a part, unless the upload has ended meanwhile; then the part's file is removed. @throws S3Error NoSuchUpload */
function storePart(
  context: S3Context,
  request: S3Request,
  received: Omit<Part, "modifiedAtMs">,
): void {
  const { files, uploads, state } = context;
  try {
    const replaced = state.transaction(() => {
      const { uploadId } = findUpload(context, request);
      const before = uploads.part(uploadId, received.partNumber);
      uploads.putPart(uploadId, { ...received, modifiedAtMs: nowToTheSecondMs(context) });
      return before;
    });
    if (replaced) files.remove([replaced]);
  } catch (error) {
    files.remove([received]);
    throw error;
  }
}

function refuseOtherAlgorithm(
  requested: UploadChecksum | undefined,
  declared: DeclaredChecksum | undefined,
) {
  if (!requested || !declared || declared.algorithm === requested.algorithm) return;
  const [expected, actual] = [requested, declared].map(({ algorithm }) => algorithm.toLowerCase());
  throw invalidRequest(
    `Checksum Type mismatch occurred, expected checksum Type: ${expected}, actual checksum Type: ${actual}`,
  );
}

/** The client's own checksum, which has been verified. */
function declaredHeaders(declared: DeclaredChecksum | undefined, { trailers }: Payload) {
  if (!declared) return {};
  const name = headerOf(declared.algorithm);
  const value = declared.value ?? trailers.get(name);
  return value === undefined ? {} : { [name]: value };
}

function partNumberOf({ query }: S3Request): number {
  const text = query.get("partNumber") ?? "";
  const partNumber = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (partNumber >= 1 && partNumber <= 10_000) return partNumber;
  throw invalidArgument(
    "Part number must be an integer between 1 and 10000, inclusive",
    "partNumber",
    text,
  );
}
