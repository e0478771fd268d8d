import { invalidRequest } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import {
  badDigest,
  type Checksum,
  type ChecksumAlgorithm,
  type ChecksumType,
  checksumAlgorithms,
  createDigest,
  defaultAlgorithm,
  headerOf,
} from "./checksum.ts";
import { combineCrc } from "./combine-crc.ts";

/** How the checksum of an upload in parts is computed. */
export type UploadChecksum = {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
};

/** What S3 computes for an upload that asks for no checksum, and does not return before the upload is complete. */
export const defaultUploadChecksum: UploadChecksum = {
  algorithm: defaultAlgorithm,
  type: "FULL_OBJECT",
};

type DigestedPart = { readonly checksum: string; readonly sizeBytes: number };

/**
 * The checksum of the object that is made of the parts.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
 */
export function checksumOfParts(
  { algorithm, type }: UploadChecksum,
  parts: readonly DigestedPart[],
): Checksum {
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

/**
 * Checks the checksum that a client sends to complete an upload. S3 takes one without `x-amz-checksum-type` for composite,
 * unless its algorithm has full-object checksums only. An upload that asked for none is not compared with one of another
 * algorithm.
 * @throws S3Error InvalidRequest, BadDigest
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html#API_CompleteMultipartUpload_RequestSyntax
 */
export function checkCompletedChecksum(
  { headers }: S3Request,
  requested: UploadChecksum | undefined,
  computed: Checksum,
): void {
  const askedType = headers["x-amz-checksum-type"];
  if (askedType !== undefined && askedType !== requested?.type) {
    throw invalidRequest(
      `The upload was created using the ${requested?.type ?? "null"} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const { algorithm, type, value } = computed;
  const given = checksumAlgorithms.find((name) => headers[headerOf(name)] !== undefined);
  if (given === undefined || (!requested && given !== algorithm)) return;
  const givenType = askedType ?? (algorithm === "CRC64NVME" ? "FULL_OBJECT" : "COMPOSITE");
  const givenValue = headers[headerOf(algorithm)];
  // A composite checksum may or may not include the number of parts.
  const isSame = givenValue === value || givenValue === value.replace(/-\d+$/, "");
  if (!isSame || givenType !== type) throw badDigest(algorithm.toLowerCase());
}
