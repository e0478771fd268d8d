import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, test } from "vitest";
import { claimOf, type SignedRequest, verifySignature } from "./signature.ts";
import { Sha256 } from "./testing/sha256.ts";

/** Requests are signed by the signer of AWS's own SDK. */

const signedAt = new Date("2026-11-23T12:00:00Z");
const nowMs = signedAt.getTime();
const credentials = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG",
  sessionToken: "a/session+token==",
};

type Given = {
  readonly service?: string;
  readonly method?: string;
  readonly path?: string;
  readonly query?: { readonly [name: string]: string | string[] };
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
};

function signer(service: string) {
  return new SignatureV4({
    credentials,
    region: "eu-west-1",
    service,
    sha256: Sha256,
    uriEscapePath: service !== "s3",
    applyChecksum: service === "s3",
  });
}

function unsigned({ method = "POST", path = "/", query = {}, headers = {}, body = "" }: Given) {
  return {
    method,
    path,
    body,
    protocol: "http:",
    hostname: "127.0.0.1",
    port: 4000,
    query: { ...query } as Record<string, string | string[]>,
    headers: { host: "127.0.0.1:4000", ...headers } as Record<string, string>,
  };
}

async function signed(given: Given): Promise<SignedRequest> {
  const request = await signer(given.service ?? "sqs").sign(unsigned(given), {
    signingDate: signedAt,
  });
  return received(request as ReturnType<typeof unsigned>);
}

async function presigned(given: Given, expiresIn = 900): Promise<SignedRequest> {
  const request = await signer(given.service ?? "sqs").presign(unsigned(given), {
    signingDate: signedAt,
    expiresIn,
  });
  return received(request as ReturnType<typeof unsigned>);
}

/** As it comes off the wire: the query as text, names of headers in lower case. */
function received(request: ReturnType<typeof unsigned>): SignedRequest {
  const pairs = Object.entries(request.query).flatMap(([name, values]) =>
    [values].flat().map((value) => `${encoded(name)}=${encoded(value)}`),
  );
  return {
    method: request.method,
    path: request.path,
    query: pairs.join("&"),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    body: Buffer.from(request.body),
  };
}

function encoded(text: string) {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
}

function verify(
  request: SignedRequest,
  { secret = credentials.secretAccessKey, atMs = nowMs } = {},
) {
  const claim = claimOf(request);
  if (!claim) throw new Error("not signed");
  verifySignature(request, claim, secret, atMs);
  return claim;
}

describe("a signature in the header", () => {
  test("names key, scope, time and token", async () => {
    expect(verify(await signed({ body: "{}" }))).toMatchObject({
      accessKeyId: "ASIAEXAMPLE",
      date: "20261123",
      region: "eu-west-1",
      service: "sqs",
      time: "20261123T120000Z",
      sessionToken: credentials.sessionToken,
      expiresInSeconds: undefined,
    });
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
  test.each<[what: string, given: Given]>([
    ["a path with spaces and umlauts", { path: "/2015-03-31/functions/a%20b%C3%BC/invocations" }],
    [
      "an ARN in the path",
      { path: "/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A1%3Afunction%3Aa" },
    ],
    ["dots and empty parts in the path", { path: "/a/./b//../c/" }],
    ["a slash at the end", { path: "/a/b/" }],
    ["a parameter more than once", { query: { tag: ["b", "a", "a b"], other: "x" } }],
    ["a query that has to be encoded", { query: { "a b": "c+d/e=ü", "!'()*": "~-_." } }],
    ["a parameter without a value", { query: { list: "", a: "1" } }],
    [
      "parameters that sort by their encoded names",
      { query: { "a-b": "1", a: "2", A: "3", aa: "4" } },
    ],
    ["headers with spaces within and around", { headers: { "x-amz-meta-word": "  a   b \t c  " } }],
    ["another method", { method: "DELETE" }],
    ["a body", { body: JSON.stringify({ MessageBody: "grüße" }) }],
    ["a binary-looking body", { body: "\u0000\u0001\uffff" }],
  ])("covers %s", async (_what, given) => {
    verify(await signed(given));
  });

  // S3 signs the path as it is sent: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
  test.each(["/bucket/a%20b%C3%BC.csv", "/bucket/a//b/./c", "/bucket/a%2Fb%2520c"])(
    "covers S3's path %s once encoded",
    async (path) => {
      const request = await signed({ service: "s3", method: "PUT", path, body: "a,b" });
      verify(request);
      expect(() => verify({ ...request, path: `${path}x` })).toThrow(/does not match/);
    },
  );

  test.each<[what: string, change: (request: SignedRequest) => Partial<SignedRequest>]>([
    ["method", () => ({ method: "GET" })],
    ["path", () => ({ path: "/other" })],
    ["query", () => ({ query: "added=1" })],
    ["body", () => ({ body: Buffer.from("{ }") })],
    ["header", ({ headers }) => ({ headers: { ...headers, host: "127.0.0.1:4001" } })],
    ["token", ({ headers }) => ({ headers: { ...headers, "x-amz-security-token": "another" } })],
    [
      "region",
      ({ headers }) => ({
        headers: {
          ...headers,
          authorization: headers.authorization?.toString().replace("eu-west-1", "us-east-1"),
        },
      }),
    ],
  ])("does not match when the %s differs", async (_what, change) => {
    const request = await signed({ body: "{}" });
    expect(() => verify({ ...request, ...change(request) })).toThrow(
      expect.objectContaining({ code: "InvalidSignatureException", status: 403 }),
    );
  });

  test("does not match with another secret", async () => {
    const request = await signed({ body: "{}" });
    expect(() => verify(request, { secret: "another" })).toThrow(/does not match the signature/);
  });

  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
  test.each([
    ["five minutes old", true, 300_000],
    ["older", false, 300_001],
    ["five minutes ahead", true, -300_000],
    ["further ahead", false, -300_001],
  ])("of a request that is %s by the stage's clock: accepted %s", async (_age, accepted, ageMs) => {
    const request = await signed({ body: "{}" });
    const check = () => verify(request, { atMs: nowMs + ageMs });
    if (accepted) check();
    else expect(check).toThrow(/^Signature expired: 20261123T120000Z/);
  });

  test("of another day than its scope is refused", async () => {
    const request = await signed({ body: "{}" });
    const authorization = request.headers.authorization
      ?.toString()
      .replace("20261123/", "20261122/");
    expect(() => verify({ ...request, headers: { ...request.headers, authorization } })).toThrow(
      expect.objectContaining({ code: "InvalidSignatureException" }),
    );
  });

  test.each([
    ["Credential", "SignedHeaders=host, Signature=00", "20261123T120000Z"],
    ["SignedHeaders", "Credential=A/20261123/r/sqs/aws4_request, Signature=00", "20261123T120000Z"],
    [
      "Signature",
      "Credential=A/20261123/r/sqs/aws4_request, SignedHeaders=host",
      "20261123T120000Z",
    ],
    [
      "date",
      "Credential=A/20261123/r/sqs/aws4_request, SignedHeaders=host, Signature=00",
      undefined,
    ],
    [
      "scope's end",
      "Credential=A/20261123/r/sqs, SignedHeaders=host, Signature=00",
      "20261123T120000Z",
    ],
  ])("without its %s is incomplete", (_what, parts, time) => {
    const headers = { authorization: `AWS4-HMAC-SHA256 ${parts}`, "x-amz-date": time };
    expect(() => claimOf({ method: "POST", path: "/", query: "", headers })).toThrow(
      expect.objectContaining({ code: "IncompleteSignatureException", status: 400 }),
    );
  });

  test("has to cover the host", () => {
    const authorization =
      "AWS4-HMAC-SHA256 Credential=A/20261123/r/sqs/aws4_request, SignedHeaders=x-amz-date, Signature=00";
    const headers = { authorization, "x-amz-date": "20261123T120000Z" };
    expect(() => claimOf({ method: "POST", path: "/", query: "", headers })).toThrow(
      /'Host' or ':authority' must be a 'SignedHeader'/,
    );
  });

  test("covers the authority that HTTP/2 sends instead of the host", async () => {
    const { headers, ...request } = await signed({ body: "{}" });
    const { host, ...others } = headers;
    verify({ ...request, headers: { ...others, ":authority": host } });
  });
});

describe("a signature in the query", () => {
  test("is valid until it expires", async () => {
    const request = await presigned({ method: "GET", query: { list: ["b", "a"] } }, 60);
    expect(verify(request)).toMatchObject({
      expiresInSeconds: 60,
      sessionToken: credentials.sessionToken,
    });
    verify(request, { atMs: nowMs + 60_000 });
    expect(() => verify(request, { atMs: nowMs + 60_001 })).toThrow(/^Signature expired/);
  });

  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
  test("leaves S3's body open when it says so", async () => {
    const headers = { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" };
    const put = { service: "s3", method: "PUT", path: "/bucket/a%20b", headers };
    const request = await presigned(put);
    verify({ ...request, body: Buffer.from("whatever comes") });
    expect(() => verify({ ...request, path: "/bucket/other" })).toThrow(/does not match/);
  });

  test("covers every other service's body", async () => {
    const request = await presigned({ body: "{}" });
    verify(request);
    expect(() => verify({ ...request, body: Buffer.from("{ }") })).toThrow(/does not match/);
  });

  test.each([
    "X-Amz-Algorithm",
    "X-Amz-Credential",
    "X-Amz-Date",
    "X-Amz-SignedHeaders",
    "X-Amz-Signature",
  ])("without %s is incomplete", async (name) => {
    const request = await presigned({ method: "GET" });
    const query = new URLSearchParams(request.query);
    query.delete(name);
    expect(() => claimOf({ ...request, query: query.toString() })).toThrow(
      expect.objectContaining({ code: "IncompleteSignatureException" }),
    );
  });

  test.each(["", "soon", "-1", "604801", "1.5"])(
    "that is valid for %j seconds is refused",
    async (expires) => {
      const request = await presigned({ method: "GET" });
      const query = request.query.replace("X-Amz-Expires=900", `X-Amz-Expires=${expires}`);
      expect(() => verify({ ...request, query })).toThrow(/X-Amz-Expires/);
    },
  );
});

test("a request without a signature makes no claim", () => {
  const plain = { method: "GET", path: "/", query: "a=1", headers: {} };
  expect(claimOf(plain)).toBeUndefined();
  expect(claimOf({ ...plain, headers: { authorization: "Bearer abc" } })).toBeUndefined();
});
