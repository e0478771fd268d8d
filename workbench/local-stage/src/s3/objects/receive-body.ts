import { createHash } from "node:crypto";
import { quotas } from "@stagecraft/plan/quotas";
import type { Payload } from "../../endpoint/receive-payload.ts";
import {
  badDigest,
  type ChecksumAlgorithm,
  createDigest,
  declaredChecksum,
  defaultAlgorithm,
  headerOf,
  isDigest,
} from "../checksums/checksum.ts";
import { invalidRequest, S3Error } from "../s3-error.ts";
import type { S3Request } from "../s3-request.ts";
import type { ObjectFiles, Segment } from "./object-files.ts";

/** A received file. `checksum` is base64. */
export type ReceivedFile = Segment & {
  readonly md5: Buffer;
  readonly algorithm: ChecksumAlgorithm;
  readonly checksum: string;
};

const largestPutBytes = quotas.s3.putBytes.value;

/** Larger than a list of 10,000 parts or of 1,000 of the longest keys. */
const largestDocumentBytes = 8 * 1024 ** 2;

/**
 * Streams a request's body into a file and checks it against the client's digests. `algorithm` is that of the checksum; the
 * default is the client's, or S3's default.
 * @throws S3Error for a body without a length or with a wrong digest; then no file is left.
 */
export async function receiveFile(
  files: ObjectFiles,
  request: S3Request,
  payload: Payload,
  algorithm?: ChecksumAlgorithm,
): Promise<ReceivedFile> {
  if (payload.sizeBytes === undefined) {
    throw new S3Error("MissingContentLength", "You must provide the Content-Length HTTP header.", {
      status: 411,
    });
  }
  if (payload.sizeBytes > largestPutBytes) throw entityTooLarge(payload.sizeBytes);
  const wanted = algorithm ?? declaredChecksum(request)?.algorithm ?? defaultAlgorithm;
  return writeDigested(files, verified(request, payload), wanted);
}

/** Streams bytes into a file, with their digests. */
export async function writeDigested(
  files: ObjectFiles,
  bytes: AsyncIterable<Buffer>,
  algorithm: ChecksumAlgorithm,
): Promise<ReceivedFile> {
  const md5 = createHash("md5");
  const digest = createDigest(algorithm);
  let sizeBytes = 0;
  async function* digested() {
    for await (const piece of bytes) {
      sizeBytes += piece.length;
      md5.update(piece);
      digest.update(piece);
      yield piece;
    }
  }
  const file = await files.receive(digested());
  const checksum = digest.digest().toString("base64");
  return { file, sizeBytes, md5: md5.digest(), algorithm, checksum };
}

/** A request's body as text, for the documents that some operations take. @throws S3Error as `receiveFile` */
export async function receiveText(request: S3Request, payload: Payload): Promise<string> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  for await (const piece of verified(request, payload)) {
    sizeBytes += piece.length;
    if (sizeBytes > largestDocumentBytes) throw entityTooLarge(sizeBytes);
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

async function* verified(request: S3Request, { bytes, trailers }: Payload): AsyncIterable<Buffer> {
  const declared = declaredChecksum(request);
  const digest = declared && createDigest(declared.algorithm);
  const expectedMd5 = readMd5(request.headers["content-md5"]);
  const md5 = expectedMd5 && createHash("md5");
  for await (const piece of bytes) {
    digest?.update(piece);
    md5?.update(piece);
    yield piece;
  }
  if (md5 && expectedMd5) checkMd5(request, expectedMd5, md5.digest());
  if (!declared || !digest) return;
  const value = declared.value ?? trailingValue(declared.algorithm, trailers);
  if (value !== digest.digest().toString("base64")) throw badDigest(declared.algorithm);
}

function trailingValue(algorithm: ChecksumAlgorithm, trailers: Payload["trailers"]): string {
  const name = headerOf(algorithm);
  const value = trailers.get(name) ?? "";
  if (isDigest(algorithm, value)) return value;
  throw invalidRequest(`Value for ${name} trailing header is invalid.`);
}

function readMd5(header: string | undefined): Buffer | undefined {
  if (header === undefined) return undefined;
  const md5 = Buffer.from(header, "base64");
  if (md5.length === 16) return md5;
  throw new S3Error("InvalidDigest", "The Content-MD5 you specified was invalid.", {
    details: { "Content-MD5": header },
  });
}

/** AWS writes the expected digest of a part in base64, any other in hex. */
function checkMd5({ query }: S3Request, expected: Buffer, calculated: Buffer) {
  if (calculated.equals(expected)) return;
  throw new S3Error("BadDigest", "The Content-MD5 you specified did not match what we received.", {
    details: {
      ExpectedDigest: expected.toString(query.has("partNumber") ? "base64" : "hex"),
      CalculatedDigest: calculated.toString("base64"),
    },
  });
}

function entityTooLarge(sizeBytes: number): S3Error {
  return new S3Error(
    "EntityTooLarge",
    "Your proposed upload exceeds the maximum allowed object size.",
    { details: { ProposedSize: String(sizeBytes) } },
  );
}
