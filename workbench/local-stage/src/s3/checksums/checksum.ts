import { createHash } from "node:crypto";
import { invalidRequest, S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { createCrc } from "./crc.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export const checksumAlgorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

const digestBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  SHA1: 20,
  SHA256: 32,
};

/** A checksum of the whole object, or of its parts' checksums. */
export type ChecksumType = "FULL_OBJECT" | "COMPOSITE";

/** `value` is base64; a composite one ends in `-` and the number of parts. */
export type Checksum = {
  readonly algorithm: ChecksumAlgorithm;
  readonly type: ChecksumType;
  readonly value: string;
};

/** What S3 adds when a client gives no checksum of its own. */
export const defaultAlgorithm: ChecksumAlgorithm = "CRC64NVME";

export type Digest = { update(bytes: Buffer): void; digest(): Buffer };

export function createDigest(algorithm: ChecksumAlgorithm): Digest {
  if (algorithm === "SHA1" || algorithm === "SHA256") {
    const hash = createHash(algorithm.toLowerCase());
    return { update: (bytes) => void hash.update(bytes), digest: () => hash.digest() };
  }
  return createCrc(algorithm);
}

/** A checksum that a client sends with a body; without a value it comes after the body. */
export type DeclaredChecksum = { readonly algorithm: ChecksumAlgorithm; readonly value?: string };

/** @throws S3Error for several checksums, for one that is no digest, and for one that is announced and does not come. */
export function declaredChecksum({ headers }: S3Request): DeclaredChecksum | undefined {
  const given = checksumAlgorithms.flatMap((algorithm) => {
    const value = headers[headerOf(algorithm)];
    return value === undefined ? [] : [{ algorithm, value }];
  });
  const trailing = (headers["x-amz-trailer"]?.split(",") ?? []).flatMap((name) => {
    const wanted = name.trim().toLowerCase();
    return checksumAlgorithms.filter((algorithm) => headerOf(algorithm) === wanted);
  });
  const declared = [...given, ...trailing.map((algorithm) => ({ algorithm }))];
  if (declared.length > 1) {
    throw invalidRequest(
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  const [found] = declared;
  const [value] = given;
  if (value && !isDigest(value.algorithm, value.value)) {
    throw invalidRequest(`Value for ${headerOf(value.algorithm)} header is invalid.`);
  }
  checkNamedAlgorithm(headers["x-amz-sdk-checksum-algorithm"], found);
  return found;
}

/** Whether a text is a digest of the algorithm, in base64. */
export function isDigest(algorithm: ChecksumAlgorithm, text: string): boolean {
  const bytes = Buffer.from(text, "base64");
  return bytes.length === digestBytes[algorithm] && bytes.toString("base64") === text;
}

function checkNamedAlgorithm(named: string | undefined, declared: DeclaredChecksum | undefined) {
  if (named === undefined || named.toUpperCase() === declared?.algorithm) return;
  throw invalidRequest(
    declared
      ? "Value for x-amz-sdk-checksum-algorithm header is invalid."
      : "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
  );
}

/** An algorithm by name, in a header. @throws S3Error */
export function algorithmNamed(name: string): ChecksumAlgorithm {
  const found = checksumAlgorithms.find((algorithm) => algorithm === name.toUpperCase());
  if (found) return found;
  throw invalidRequest(
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(", ")}]`,
  );
}

export function headerOf(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** As headers of a response. */
export function checksumHeaders(checksum: Checksum | null): { readonly [name: string]: string } {
  if (!checksum) return {};
  return {
    [headerOf(checksum.algorithm)]: checksum.value,
    "x-amz-checksum-type": checksum.type,
  };
}

/** As elements of a response. */
export function checksumElements(checksum: Checksum | null): { readonly [name: string]: string } {
  if (!checksum) return {};
  return {
    [`Checksum${checksum.algorithm}`]: checksum.value,
    ChecksumType: checksum.type,
  };
}

export function badDigest(what: string): S3Error {
  return new S3Error(
    "BadDigest",
    `The ${what} you specified did not match the calculated checksum.`,
  );
}
