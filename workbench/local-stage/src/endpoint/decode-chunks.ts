import { createHash, timingSafeEqual } from "node:crypto";
import { AwsError } from "../common/aws-error.ts";
import { type Claim, sign } from "./signature.ts";

/** How a body in chunks is to be read. */
export type ChunkOptions = {
  readonly signed: boolean;
  /** Headers follow the last chunk. */
  readonly trailing: boolean;
  /** Names of the headers that must follow, from `x-amz-trailer`. */
  readonly announced: readonly string[];
  readonly claim: Claim;
  readonly secretAccessKey: string;
};

const hashOfNothing = createHash("sha256").digest("hex");
const longestLineBytes = 16 * 1024;

/**
 * The bytes inside an `aws-chunked` body; `trailers` is filled at its end. Each chunk's signature covers the one before, the
 * first the request's.
 * @throws AwsError while reading, for a body that is malformed or differs from what was signed.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export async function* decodeChunks(
  body: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
  options: ChunkOptions,
): AsyncIterable<Buffer> {
  const { signed, claim, secretAccessKey } = options;
  const reader = createReader(body);
  let signature = claim.signature;

  function verify(kind: string, given: string | undefined, lines: readonly string[]) {
    const expected = sign(claim, secretAccessKey, kind, [signature, ...lines]);
    const actual = Buffer.from(given ?? "", "hex");
    if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
      throw new AwsError("InvalidSignatureException", "A chunk's signature does not match.", {
        status: 403,
      });
    }
    signature = expected.toString("hex");
  }

  for (let isLast = false; !isLast; ) {
    const [, size, given] =
      /^([0-9a-fA-F]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/.exec(await reader.line()) ?? [];
    if (size === undefined) throw malformed("a chunk does not start with its size");
    let leftBytes = Number.parseInt(size, 16);
    isLast = leftBytes === 0;
    const hash = createHash("sha256");
    while (leftBytes > 0) {
      const bytes = await reader.some(leftBytes);
      leftBytes -= bytes.length;
      if (signed) hash.update(bytes);
      yield bytes;
    }
    if (!isLast && (await reader.line()) !== "") throw malformed("a chunk is longer than its size");
    if (signed) verify("AWS4-HMAC-SHA256-PAYLOAD", given, [hashOfNothing, hash.digest("hex")]);
  }

  let signatureOfTrailers: string | undefined;
  let canonical = "";
  for (let line = await reader.line(); line !== ""; line = await reader.line()) {
    const [name = "", value = ""] = line.split(/:(.*)/s, 2).map((part) => part.trim());
    if (name.toLowerCase() === "x-amz-trailer-signature") signatureOfTrailers = value;
    else {
      trailers.set(name.toLowerCase(), value);
      canonical += `${name.toLowerCase()}:${value}\n`;
    }
  }
  if (signed && options.trailing) {
    const hash = createHash("sha256").update(canonical).digest("hex");
    verify("AWS4-HMAC-SHA256-TRAILER", signatureOfTrailers, [hash]);
  }
  const missing = options.announced.find((name) => !trailers.has(name.trim().toLowerCase()));
  if (missing !== undefined) {
    throw new AwsError(
      "MalformedTrailerError",
      `The request contained trailing data that was not well-formed: ${missing} is announced and does not come.`,
    );
  }
}

function createReader(body: AsyncIterable<Buffer>) {
  const source = body[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);

  async function fill(): Promise<boolean> {
    const { value, done } = await source.next();
    if (done) return false;
    rest = rest.length === 0 ? value : Buffer.concat([rest, value]);
    return true;
  }

  return {
    /** Between 1 and `maxBytes` bytes. */
    async some(maxBytes: number): Promise<Buffer> {
      while (rest.length === 0) if (!(await fill())) throw ended();
      const bytes = rest.subarray(0, maxBytes);
      rest = rest.subarray(bytes.length);
      return bytes;
    },
    /** Up to the next line break, which is left out; the end of the body ends a line too. */
    async line(): Promise<string> {
      for (let from = 0; ; ) {
        const end = rest.indexOf("\r\n", from);
        if (end >= 0) {
          const line = rest.toString("latin1", 0, end);
          rest = rest.subarray(end + 2);
          return line;
        }
        if (rest.length > longestLineBytes) throw malformed("a line does not end");
        from = Math.max(0, rest.length - 1);
        if (!(await fill())) {
          if (rest.length > 0) throw ended();
          return "";
        }
      }
    },
  };
}

function malformed(because: string): AwsError {
  return new AwsError("InvalidChunk", `The body is not in chunks as announced: ${because}.`);
}

function ended(): AwsError {
  return new AwsError("IncompleteBody", "The request body terminated unexpectedly");
}
