import { createHash } from "node:crypto";
import { AwsError } from "../common/aws-error.ts";
import { notImplemented } from "../common/not-implemented.ts";
import { decodeChunks } from "./decode-chunks.ts";
import type { Claim, RequestHead } from "./signature.ts";

/** A request body that is being received. Its signature is verified when the last byte is read. */
export type Payload = {
  /** @throws AwsError, when read, for a body that is not the one that was signed or announced. */
  readonly bytes: AsyncIterable<Buffer>;
  /** Without the chunks' own lines; undefined when the client does not say. */
  readonly sizeBytes: number | undefined;
  /** Headers that come after the body, in lower case; all there when `bytes` has ended. */
  readonly trailers: ReadonlyMap<string, string>;
};

/**
 * Receives a body as `x-amz-content-sha256` says: whole with its hash, whole and unsigned, or in chunks.
 * @throws AwsError for a header that names no such way.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function receivePayload(
  head: RequestHead,
  claim: Claim,
  secretAccessKey: string,
  body: AsyncIterable<Buffer>,
): Payload {
  const named = textOf(head, "x-amz-content-sha256");
  const kind = named ?? (claim.expiresInSeconds === undefined ? "" : "UNSIGNED-PAYLOAD");
  const trailers = new Map<string, string>();
  if (kind.startsWith("STREAMING-")) {
    const sizeBytes = sizeOf(head, "x-amz-decoded-content-length");
    const chunks = decodeChunks(body, trailers, {
      ...chunkKind(kind),
      claim,
      secretAccessKey,
      announced: textOf(head, "x-amz-trailer")?.split(",") ?? [],
    });
    return { bytes: ofSize(chunks, sizeBytes), sizeBytes, trailers };
  }
  const sizeBytes = sizeOf(head, "content-length");
  if (kind === "UNSIGNED-PAYLOAD") return { bytes: ofSize(body, sizeBytes), sizeBytes, trailers };
  if (/^[0-9a-f]{64}$/.test(kind)) {
    return { bytes: ofSize(ofHash(body, kind), sizeBytes), sizeBytes, trailers };
  }
  throw new AwsError(
    "InvalidRequest",
    named === undefined
      ? "Missing required header for this request: x-amz-content-sha256"
      : "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
  );
}

function chunkKind(kind: string): { signed: boolean; trailing: boolean } {
  switch (kind) {
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD":
      return { signed: true, trailing: false };
    case "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER":
      return { signed: true, trailing: true };
    case "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
      return { signed: false, trailing: true };
    default:
      throw notImplemented(`a body sent as ${kind}`);
  }
}

async function* ofHash(body: AsyncIterable<Buffer>, expected: string): AsyncIterable<Buffer> {
  const hash = createHash("sha256");
  for await (const bytes of body) {
    hash.update(bytes);
    yield bytes;
  }
  if (hash.digest("hex") === expected) return;
  throw new AwsError(
    "XAmzContentSHA256Mismatch",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
  );
}

async function* ofSize(
  body: AsyncIterable<Buffer>,
  expectedBytes: number | undefined,
): AsyncIterable<Buffer> {
  let sizeBytes = 0;
  for await (const bytes of body) {
    sizeBytes += bytes.length;
    yield bytes;
  }
  if (expectedBytes === undefined || sizeBytes === expectedBytes) return;
  throw new AwsError(
    "IncompleteBody",
    "You did not provide the number of bytes specified by the Content-Length HTTP header.",
  );
}

function textOf({ headers }: RequestHead, name: string): string | undefined {
  const value = headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

function sizeOf(head: RequestHead, name: string): number | undefined {
  const text = textOf(head, name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
