import { expect, test } from "vitest";
import { type ChunkOptions, decodeChunks } from "./decode-chunks.ts";
import type { Claim } from "./signature.ts";

const claim: Claim = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  date: "20130524",
  region: "us-east-1",
  service: "s3",
  signedHeaders: [],
  signature: "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9",
  time: "20130524T000000Z",
  sessionToken: undefined,
  expiresInSeconds: undefined,
};
const secretAccessKey = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const signed = { signed: true, trailing: false, announced: [], claim, secretAccessKey };
const unsigned = { ...signed, signed: false, trailing: true };

/** Cut into small pieces, as a network might. */
async function* pieces(body: string) {
  for (let at = 0; at < body.length; at += 1000) yield Buffer.from(body.slice(at, at + 1000));
}

async function decode(body: string, options: ChunkOptions) {
  const trailers = new Map<string, string>();
  let text = "";
  for await (const bytes of decodeChunks(pieces(body), trailers, options)) text += bytes;
  return { text, trailers: Object.fromEntries(trailers) };
}

const chunk = (data: string, signature: string) =>
  `${data.length.toString(16)};chunk-signature=${signature}\r\n${data}\r\n`;

// The example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
const example = [
  chunk("a".repeat(65_536), "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"),
  chunk("a".repeat(1024), "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"),
  chunk("", "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"),
];

test("AWS's own example of signed chunks is decoded", async () => {
  const { text } = await decode(example.join(""), signed);
  expect(text).toBe("a".repeat(66_560));
});

test.each([
  ["a changed byte", [example[0]?.replace("aaa", "aab"), example[1], example[2]]],
  ["a chunk left out", [example[0], example[2]]],
  ["chunks in another order", [example[1], example[0], example[2]]],
  ["a chunk without a signature", [example[0]?.replace(/;chunk-signature=\w+/, ""), example[2]]],
])("%s breaks the chain of signatures", async (_name, chunks) => {
  await expect(decode(chunks.join(""), signed)).rejects.toMatchObject({
    code: "InvalidSignatureException",
  });
});

// The example of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
const seed = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e";
const trailing = {
  ...signed,
  trailing: true,
  announced: ["x-amz-checksum-crc32c"],
  claim: { ...claim, signature: seed },
};
const exampleWithTrailer = [
  chunk("a".repeat(65_536), "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"),
  chunk("a".repeat(1024), "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"),
  "0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n",
  "x-amz-checksum-crc32c:sOO8/Q==\r\n",
  "x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
].join("");

test("AWS's own example of a signed trailer is decoded", async () => {
  const { text, trailers } = await decode(exampleWithTrailer, trailing);
  expect(text).toHaveLength(66_560);
  expect(trailers).toEqual({ "x-amz-checksum-crc32c": "sOO8/Q==" });
});

test("a changed trailer breaks its signature", async () => {
  const changed = exampleWithTrailer.replace("sOO8/Q==", "AAAAAA==");
  await expect(decode(changed, trailing)).rejects.toMatchObject({
    code: "InvalidSignatureException",
  });
});

test("chunks without signatures may end in a trailer", async () => {
  const body = "5\r\nhello\r\n1\r\n!\r\n0\r\nx-amz-checksum-crc32: AAAAAA==\r\n\r\n";
  expect(await decode(body, unsigned)).toEqual({
    text: "hello!",
    trailers: { "x-amz-checksum-crc32": "AAAAAA==" },
  });
});

test.each([
  ["InvalidChunk", "no size\r\nhello\r\n0\r\n\r\n"],
  ["InvalidChunk", "4\r\nhello\r\n0\r\n\r\n"],
  ["InvalidChunk", "5\r\nhello\r\n"],
  ["IncompleteBody", "5\r\nhel"],
])("a malformed or incomplete body is %s", async (code, body) => {
  await expect(decode(body, unsigned)).rejects.toMatchObject({ code });
});

test("an announced trailer is required", async () => {
  const options = { ...unsigned, announced: ["x-amz-checksum-crc32"] };
  await expect(decode("0\r\n\r\n", options)).rejects.toMatchObject({
    code: "MalformedTrailerError",
  });
});
