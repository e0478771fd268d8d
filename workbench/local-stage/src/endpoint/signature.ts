import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { AwsError } from "../common/aws-error.ts";

/** A request without its body. Header names are lower case; `path` and `query` as they came. */
export type RequestHead = {
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
};

/** What a signature covers of a request. */
export type SignedRequest = RequestHead & { readonly body: Buffer };

/** What a request says about its signature, before it is verified. */
export type Claim = {
  readonly accessKeyId: string;
  readonly date: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** `20261123T120000Z` */
  readonly time: string;
  readonly sessionToken: string | undefined;
  /** For presigned requests: how many seconds the signature is valid. */
  readonly expiresInSeconds: number | undefined;
};

const algorithm = "AWS4-HMAC-SHA256";

/** AWS allows a request's time to differ by five minutes from its own. */
const largestSkewMs = 5 * 60_000;

const longestExpirySeconds = 7 * 24 * 3_600;

/**
 * The claim of a signed request; undefined for a request that is not signed.
 * @throws AwsError when it is signed but incompletely.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function claimOf(request: RequestHead): Claim | undefined {
  const authorization = header(request, "authorization");
  if (authorization?.startsWith(algorithm)) return headerClaim(request, authorization);
  return signsInQuery(request.query) ? queryClaim(request) : undefined;
}

/** Whether a query has parts of a signature, complete or not. */
export function signsInQuery(query: string): boolean {
  return /(?:^|&)X-Amz-(?:Algorithm|Credential|Signature)=/.test(query);
}

function headerClaim(request: RequestHead, authorization: string): Claim {
  const parts = Object.fromEntries(
    authorization
      .slice(algorithm.length)
      .split(",")
      .map((part) => part.trim().split(/=(.*)/s, 2)),
  ) as Record<string, string | undefined>;
  return completeClaim({
    credential: parts.Credential,
    signedHeaders: parts.SignedHeaders,
    signature: parts.Signature,
    time: header(request, "x-amz-date"),
    sessionToken: header(request, "x-amz-security-token"),
    expires: undefined,
  });
}

function queryClaim(request: RequestHead): Claim {
  const query = new URLSearchParams(request.query);
  const claim = completeClaim({
    credential: query.get("X-Amz-Credential") ?? undefined,
    signedHeaders: query.get("X-Amz-SignedHeaders") ?? undefined,
    signature: query.get("X-Amz-Signature") ?? undefined,
    time: query.get("X-Amz-Date") ?? undefined,
    sessionToken: query.get("X-Amz-Security-Token") ?? undefined,
    expires: query.get("X-Amz-Expires") ?? undefined,
  });
  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  const isMissing = claim.service === "s3" && claim.expiresInSeconds === undefined;
  if (query.get("X-Amz-Algorithm") !== algorithm || isMissing) throw incompleteSignature();
  return claim;
}

function incompleteSignature(): AwsError {
  return new AwsError(
    "IncompleteSignatureException",
    "A signed request needs Credential, SignedHeaders, Signature and a date.",
  );
}

function completeClaim(given: {
  credential: string | undefined;
  signedHeaders: string | undefined;
  signature: string | undefined;
  time: string | undefined;
  sessionToken: string | undefined;
  expires: string | undefined;
}): Claim {
  const [accessKeyId, date, region, service, terminator] = given.credential?.split("/") ?? [];
  if (
    !accessKeyId ||
    !date ||
    !region ||
    !service ||
    terminator !== "aws4_request" ||
    !given.signedHeaders ||
    !given.signature ||
    !given.time
  ) {
    throw incompleteSignature();
  }
  const signedHeaders = given.signedHeaders.split(";");
  if (!signedHeaders.includes("host") && !signedHeaders.includes(":authority")) {
    throw new AwsError(
      "InvalidSignatureException",
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
      { status: 403 },
    );
  }
  return {
    accessKeyId,
    date,
    region,
    service,
    signedHeaders,
    signature: given.signature,
    time: given.time,
    sessionToken: given.sessionToken,
    expiresInSeconds: given.expires === undefined ? undefined : expiryOf(given.expires),
  };
}

/** A presigned request is valid for a week at most. The messages are S3's. */
function expiryOf(text: string): number {
  const seconds = Number(text);
  if (!/^-?\d+$/.test(text)) throw invalidExpiry("X-Amz-Expires should be a number");
  if (seconds < 0) throw invalidExpiry("X-Amz-Expires must be non-negative");
  if (seconds <= longestExpirySeconds) return seconds;
  throw invalidExpiry(
    "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds",
  );
}

function invalidExpiry(message: string): AwsError {
  return new AwsError("AuthorizationQueryParametersError", message);
}

/**
 * Verifies a claim with the secret of its access key. Without a body, the hash that the client names is used;
 * `receivePayload` checks the body against it.
 * @throws AwsError as AWS answers: InvalidSignatureException for a wrong signature or a clock that is off.
 */
export function verifySignature(
  request: RequestHead & { readonly body?: Buffer },
  claim: Claim,
  secretAccessKey: string,
  nowMs: number,
): void {
  checkTime(claim, nowMs);
  const expected = signatureOf(request, claim, secretAccessKey);
  const given = Buffer.from(claim.signature, "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new AwsError(
      "InvalidSignatureException",
      "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
      { status: 403 },
    );
  }
}

function checkTime(claim: Claim, nowMs: number) {
  const signedAtMs = Date.parse(
    claim.time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"),
  );
  const untilMs = signedAtMs + (claim.expiresInSeconds ?? largestSkewMs / 1000) * 1000;
  const inTime = nowMs >= signedAtMs - largestSkewMs && nowMs <= untilMs;
  if (inTime && claim.time.startsWith(claim.date)) return;
  throw new AwsError(
    "InvalidSignatureException",
    `Signature expired: ${claim.time} is not within the accepted time of ${new Date(nowMs).toISOString()}`,
    { status: 403 },
  );
}

/** The signature that this request should have. */
export function signatureOf(
  request: RequestHead & { readonly body?: Buffer },
  claim: Claim,
  secretAccessKey: string,
): Buffer {
  const canonical = [
    request.method,
    canonicalPath(request.path, claim.service),
    canonicalQuery(request.query),
    ...claim.signedHeaders.map((name) => `${name}:${canonicalHeader(request, name)}`),
    "",
    claim.signedHeaders.join(";"),
    payloadHash(request, claim),
  ].join("\n");
  return sign(claim, secretAccessKey, algorithm, [sha256(canonical)]);
}

/**
 * Signs lines of text in the scope of a claim, as the parts of a body sent in signed chunks are.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
 */
export function sign(
  claim: Claim,
  secretAccessKey: string,
  kind: string,
  lines: readonly string[],
): Buffer {
  const scope = `${claim.date}/${claim.region}/${claim.service}/aws4_request`;
  const text = [kind, claim.time, scope, ...lines].join("\n");
  return hmac(signingKey(secretAccessKey, claim), text);
}

/** All services but S3 sign the normalized path, encoded once more than it was sent. */
function canonicalPath(path: string, service: string): string {
  if (service === "s3") return path;
  const segments: string[] = [];
  for (const segment of path.split("/")) {
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(encode(segment));
  }
  const end = segments.length > 0 && path.endsWith("/") ? "/" : "";
  return `/${segments.join("/")}${end}`;
}

function canonicalQuery(query: string): string {
  if (query === "") return "";
  return query
    .split("&")
    .map((pair) => {
      const [name = "", value = ""] = pair.split(/=(.*)/s, 2);
      return [encode(decode(name)), encode(decode(value))] as const;
    })
    .filter(([name]) => name !== "X-Amz-Signature")
    .toSorted(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");
}

function canonicalHeader(request: RequestHead, name: string): string {
  return (header(request, name) ?? "").trim().replace(/\s+/g, " ");
}

/** The hash that the client names must be the body's; S3 may leave the body unsigned. */
function payloadHash(request: RequestHead & { readonly body?: Buffer }, claim: Claim): string {
  const named = header(request, "x-amz-content-sha256");
  if (!request.body) return named ?? "UNSIGNED-PAYLOAD";
  if (claim.service === "s3") {
    if (claim.expiresInSeconds !== undefined) return "UNSIGNED-PAYLOAD";
    if (named?.startsWith("UNSIGNED-PAYLOAD") || named?.startsWith("STREAMING-")) return named;
  }
  return sha256(request.body);
}

const signingKeys = new Map<string, Buffer>();

/** A key is valid for a day, a region and a service, and is derived in four rounds: it is cached. */
function signingKey(secretAccessKey: string, { date, region, service }: Claim): Buffer {
  const name = `${secretAccessKey}/${date}/${region}/${service}`;
  const kept = signingKeys.get(name);
  if (kept) return kept;
  const key = [region, service, "aws4_request"].reduce(hmac, hmac(`AWS4${secretAccessKey}`, date));
  if (signingKeys.size >= 1000) signingKeys.clear();
  signingKeys.set(name, key);
  return key;
}

function header(request: RequestHead, name: string): string | undefined {
  const value =
    request.headers[name] ?? (name === "host" ? request.headers[":authority"] : undefined);
  return Array.isArray(value) ? value.join(",") : value;
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest();
}

function sha256(data: Buffer | string): string {
  return createHash("sha256").update(data).digest("hex");
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
