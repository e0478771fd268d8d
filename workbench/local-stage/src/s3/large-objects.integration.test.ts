import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { expect, onTestFinished, test } from "vitest";
import { createClock } from "../common/clock.ts";
import { bucketOf } from "./testing/bucket-of.ts";
import { serveS3, testRegion } from "./testing/serve-s3.ts";
import { startS3Program } from "./testing/start-s3-program.ts";

const object = { Bucket: "goods", Key: "imports/large.csv" };
const megabyte = 1024 ** 2;

/** Generated while it is sent, so that it is never in memory as a whole. */
async function* megabytes(count: number) {
  for (let index = 0; index < count; index += 1) yield Buffer.alloc(megabyte, index % 251);
}

test("256 MB are written and read in less than 64 MB of memory", async () => {
  const { client, peakBytes } = await startS3Program();
  async function putAndGet(count: number) {
    const Body = Readable.from(megabytes(count));
    await client.send(new PutObjectCommand({ ...object, Body, ContentLength: count * megabyte }));
    const got = await client.send(new GetObjectCommand(object));
    const received = createHash("md5");
    for await (const piece of got.Body as Readable) received.update(piece);
    const sent = createHash("md5");
    for await (const piece of megabytes(count)) sent.update(piece);
    expect(received.digest("hex")).toBe(sent.digest("hex"));
  }
  await putAndGet(64);
  const beforeBytes = await peakBytes();
  await putAndGet(256);
  expect(((await peakBytes()) - beforeBytes) / megabyte).toBeLessThan(64);
});

test("a stage that is killed during a put leaves nothing of it", async () => {
  const { directory, client, kill } = await startS3Program();
  const incoming = join(directory, "s3", "incoming");
  async function* neverEnding() {
    yield* megabytes(8);
    await new Promise(() => {});
  }
  const put = client.send(
    new PutObjectCommand({ ...object, Body: Readable.from(neverEnding()), ContentLength: 2 ** 30 }),
  );
  const failed = put.catch((error: Error) => error);
  await expect
    .poll(() => readdirSync(incoming).some((file) => statSync(join(incoming, file)).size > 0))
    .toBe(true);
  await kill();
  expect(await failed).toBeInstanceOf(Error);

  const clock = createClock();
  const again = await serveS3({ directory, clock, buckets: [bucketOf("goods")] });
  const { accessKeyId, secretAccessKey } = again.operator;
  const reader = new S3Client({
    endpoint: again.url,
    region: testRegion,
    credentials: { accessKeyId, secretAccessKey },
  });
  onTestFinished(async () => {
    reader.destroy();
    await again.close();
    clock.stop();
  });
  const { KeyCount } = await reader.send(new ListObjectsV2Command({ Bucket: "goods" }));
  expect(KeyCount).toBe(0);
  expect(readdirSync(incoming)).toEqual([]);
  expect(readdirSync(join(directory, "s3", "objects"))).toEqual([]);
});

test("a client that disconnects during a put leaves nothing of it", async () => {
  const { directory, client } = await startS3Program();
  const incoming = join(directory, "s3", "incoming");
  const gone = new AbortController();
  async function* neverEnding() {
    yield* megabytes(8);
    await new Promise(() => {});
  }
  const put = client.send(
    new PutObjectCommand({ ...object, Body: Readable.from(neverEnding()), ContentLength: 2 ** 30 }),
    { abortSignal: gone.signal },
  );
  const failed = put.catch((error: Error) => error.name);
  await expect.poll(() => readdirSync(incoming).length).toBe(1);
  gone.abort();
  expect(await failed).toBe("AbortError");
  await expect.poll(() => readdirSync(incoming)).toEqual([]);
  expect(readdirSync(join(directory, "s3", "objects"))).toEqual([]);
});
