import { createHash } from "node:crypto";
import { invalidRequest, S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import { createCrc } from "./crc.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html */
export const checksumAlgorithms = ["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const;
export type ChecksumAlgorithm = (typeof checksumAlgorithms)[number];

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

/** @throws S3Error for several checksums, and for one that is announced and does not come. */
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
  if (!found && headers["x-amz-sdk-checksum-algorithm"] !== undefined) {
    throw invalidRequest(
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  }
  return found;
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
