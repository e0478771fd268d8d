import { createHash } from "node:crypto";
import { AwsClient } from "aws4fetch";
import { expect, test } from "vitest";
import { createCrc } from "./checksums/crc.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";
import { testRegion } from "./testing/serve-s3.ts";

/** Requests that no SDK makes, and presigned ones, signed by another implementation. */
async function openWithFetch(who: "operator" | "role" = "operator") {
  const stage = await openTestS3();
  const { accessKeyId, secretAccessKey, sessionToken } = stage.served()[who];
  const aws = new AwsClient({
    accessKeyId,
    secretAccessKey,
    service: "s3",
    region: testRegion,
    retries: 0,
    ...(sessionToken ? { sessionToken } : {}),
  });
  const urlOf = (key: string) => `${stage.served().url}/goods/${key}`;
  return {
    ...stage,
    urlOf,
    async fetch(key: string, init: RequestInit = {}) {
      const response = await aws.fetch(urlOf(key), init);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, code: codeIn(text) };
    },
    /** A URL that needs no further signature. */
    async presign(method: string, key: string, headers: Record<string, string> = {}) {
      const options = { signQuery: true, allHeaders: true };
      const signed = await aws.sign(urlOf(key), { method, headers, aws: options });
      return signed.url;
    },
  };
}

const codeIn = (xml: string) => /<Code>(\w+)<\/Code>/.exec(xml)?.[1];

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
test("an error is a document with code, message, resource and request id", async () => {
  const { fetch } = await openWithFetch();
  const { status, headers, text } = await fetch("missing%20%26%20gone");
  expect(status).toBe(404);
  expect(headers.get("content-type")).toBe("application/xml");
  const requestId = headers.get("x-amz-request-id");
  expect(text).toBe(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><Key>missing &amp; gone</Key><Resource>/goods/missing%20%26%20gone</Resource><RequestId>${requestId}</RequestId><HostId>${headers.get("x-amz-id-2")}</HostId></Error>`,
  );
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
test("of many writers with If-None-Match one wins, and If-Match overwrites what was read", async () => {
  const { fetch, files } = await openWithFetch();
  const put = (condition: Record<string, string>, key = "a") =>
    fetch(key, { method: "PUT", body: "text", headers: condition });
  const puts = await Promise.all(Array.from({ length: 10 }, () => put({ "if-none-match": "*" })));
  expect(puts.map(({ status }) => status).toSorted()).toEqual([200, ...Array(9).fill(412)]);
  expect(files()).toHaveLength(1);
  const etag = puts.find(({ status }) => status === 200)?.headers.get("etag") ?? "";
  expect((await put({ "if-match": etag })).status).toBe(200);
  expect((await put({ "if-match": '"other"' })).code).toBe("PreconditionFailed");
  expect((await put({ "if-match": etag }, "b")).code).toBe("NoSuchKey");
  expect((await put({ "if-none-match": etag })).code).toBe("NotImplemented");
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
test("a body that is not the one that was signed is refused and leaves nothing", async () => {
  const { fetch, files } = await openWithFetch();
  const sha256 = createHash("sha256").update("other").digest("hex");
  const put = (headers: Record<string, string>) =>
    fetch("a", { method: "PUT", body: "text", headers });
  expect((await put({ "x-amz-content-sha256": sha256 })).code).toBe("XAmzContentSHA256Mismatch");
  expect((await put({ "x-amz-content-sha256": "something" })).code).toBe("InvalidRequest");
  expect(files()).toEqual([]);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
test("a CRC64NVME trailer is verified; without a checksum S3 computes one", async () => {
  const { fetch } = await openWithFetch();
  const crc = createCrc("CRC64NVME");
  crc.update(Buffer.from("hello"));
  const right = crc.digest().toString("base64");
  const put = (checksum: string) =>
    fetch("a", {
      method: "PUT",
      body: `5\r\nhello\r\n0\r\nx-amz-checksum-crc64nvme:${checksum}\r\n\r\n`,
      headers: {
        "content-encoding": "aws-chunked",
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": "5",
        "x-amz-trailer": "x-amz-checksum-crc64nvme",
      },
    });
  expect((await put("AAAAAAAAAAA=")).code).toBe("BadDigest");
  // AWS's message: https://github.com/versity/versitygw/issues/1692
  const malformed = await put("AAAA");
  expect([malformed.code, malformed.text]).toEqual([
    "InvalidRequest",
    expect.stringContaining("Value for x-amz-checksum-crc64nvme trailing header is invalid."),
  ]);
  expect((await put(right)).headers.get("x-amz-checksum-crc64nvme")).toBe(right);
  const got = await fetch("a");
  expect(got.text).toBe("hello");
  expect(got.headers.get("content-encoding")).toBeNull();
  const plain = await fetch("b", { method: "PUT", body: "hello" });
  expect(plain.headers.get("x-amz-checksum-crc64nvme")).toBe(right);
  expect(plain.headers.get("x-amz-checksum-type")).toBe("FULL_OBJECT");
});

// A client that is still sending must get its answer instead of a broken connection.
test("a body that is refused while it is being received gets its answer", async () => {
  const { fetch, files } = await openWithFetch();
  const large = Buffer.alloc(32 * 1024 ** 2, "x");
  const unreadable = { "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER" };
  const sized = { ...unreadable, "x-amz-decoded-content-length": "5" };
  const put = (headers: Record<string, string>) =>
    fetch("a", { method: "PUT", body: large, headers });
  expect((await put(sized)).code).toBe("InvalidChunk");
  expect((await put(unreadable)).code).toBe("MissingContentLength");
  expect((await put({ "x-amz-tagging": "a=b" })).code).toBe("NotImplemented");
  expect(files()).toEqual([]);
});

test("headers and parameters that would be ignored are refused", async () => {
  const { fetch } = await openWithFetch();
  const refused = [
    fetch("a", { method: "PUT", body: "", headers: { "x-amz-tagging": "a=b" } }),
    fetch("a", { method: "PUT", body: "", headers: { "x-amz-object-lock-mode": "GOVERNANCE" } }),
    fetch("a?tagging", { method: "GET" }),
    fetch("a?versionId=1&acl", { method: "GET" }),
    fetch("?list-type=1", { method: "GET" }),
    fetch("?versions&acl", { method: "GET" }),
  ];
  for (const { status, text } of await Promise.all(refused)) {
    expect([status, text]).toEqual([501, expect.stringContaining("not implemented here: S3 ")]);
  }
});

test("long keys, too much metadata, ACLs and buckets of other accounts are refused", async () => {
  const { fetch } = await openWithFetch();
  const put = (key: string, headers: Record<string, string> = {}) =>
    fetch(key, { method: "PUT", body: "", headers });
  expect((await put("k".repeat(1025))).code).toBe("KeyTooLongError");
  expect((await put("a", { "x-amz-meta-a": "b".repeat(2048) })).code).toBe("MetadataTooLarge");
  expect((await put("a", { "x-amz-acl": "public-read" })).code).toBe(
    "AccessControlListNotSupported",
  );
  expect((await put("a", { "x-amz-expected-bucket-owner": "1" })).code).toBe("AccessDenied");
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
test("a presigned URL puts and gets without keys", async () => {
  const { presign } = await openWithFetch();
  const type = { "content-type": "text/csv" };
  const put = await presign("PUT", "imports/a%20b.csv", type);
  const sent = await fetch(put, { method: "PUT", body: "a,b\n", headers: type });
  expect(sent.status).toBe(200);
  const got = await fetch(
    await presign("GET", "imports/a%20b.csv?response-content-type=text%2Fplain"),
  );
  expect(await got.text()).toBe("a,b\n");
  expect(got.headers.get("content-type")).toBe("text/plain");
});

test("a presigned URL that expired, was changed or is for another method is refused", async () => {
  const { presign, clock } = await openWithFetch();
  const url = await presign("GET", "a?X-Amz-Expires=60");
  const codeOf = async (request: Promise<Response>) => codeIn(await (await request).text());
  expect(await codeOf(fetch(url, { method: "PUT", body: "" }))).toBe("SignatureDoesNotMatch");
  expect(await codeOf(fetch(url.replace("/goods/a", "/goods/b")))).toBe("SignatureDoesNotMatch");
  expect(await codeOf(fetch(await presign("GET", "a?X-Amz-Expires=604801")))).toBe(
    "AuthorizationQueryParametersError",
  );
  expect(await codeOf(fetch(url, { headers: { "x-amz-meta-a": "b" } }))).toBe("AccessDenied");
  clock.jumpTo(clock.nowMs() + 61_000);
  expect(await codeOf(fetch(url))).toBe("AccessDenied");
});

// Clients sign the checksum of an empty body into the URL, which S3 ignores: https://github.com/localstack/localstack/issues/12169
test("metadata in a presigned URL is used, a checksum is not", async () => {
  const { presign, fetch: signedFetch } = await openWithFetch();
  const hoisted =
    "x-amz-meta-origin=warehouse&x-amz-checksum-crc32=AAAAAA%3D%3D&x-amz-sdk-checksum-algorithm=CRC32";
  const url = await presign("PUT", `a?${hoisted}`);
  expect((await fetch(url, { method: "PUT", body: "text" })).status).toBe(200);
  const got = await signedFetch("a");
  expect(got.headers.get("x-amz-meta-origin")).toBe("warehouse");
});

test("a wrong clock and a wrong signature are different errors", async () => {
  const { fetch, clock } = await openWithFetch();
  clock.jumpTo(clock.nowMs() + 60 * 60_000);
  expect((await fetch("a")).code).toBe("RequestTimeTooSkewed");
});
