import {
  CopyObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "a" };
const hourMs = 3_600_000;

const statusOf = (call: Promise<{ readonly $metadata: { readonly httpStatusCode?: number } }>) =>
  call.then(
    ({ $metadata }) => $metadata.httpStatusCode,
    (error) => error.$metadata.httpStatusCode,
  );

async function withObject() {
  const stage = await openTestS3();
  const { ETag = "" } = await stage.client.send(new PutObjectCommand({ ...object, Body: "1" }));
  const { LastModified } = await stage.client.send(new HeadObjectCommand(object));
  return { ...stage, ETag, modifiedAtMs: LastModified?.getTime() ?? Number.NaN };
}

type Reader = (client: S3Client, IfModifiedSince: Date) => Promise<number | undefined>;
const get: Reader = (client, IfModifiedSince) =>
  statusOf(client.send(new GetObjectCommand({ ...object, IfModifiedSince })));
const head: Reader = (client, IfModifiedSince) =>
  statusOf(client.send(new HeadObjectCommand({ ...object, IfModifiedSince })));
const copy: Reader = (client, CopySourceIfModifiedSince) =>
  statusOf(
    client.send(
      new CopyObjectCommand({
        ...object,
        Key: "b",
        CopySource: "goods/a",
        CopySourceIfModifiedSince,
      }),
    ),
  );

// AWS's answers, recorded by LocalStack on 2026-02-21 and 2026-02-23:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3.snapshot.json
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3_preconditions.snapshot.json
test.each([
  ["a get", get, 304],
  ["a head", head, 304],
  ["a copy", copy, 412],
])("%s ignores an If-Modified-Since in the future", async (_what, read, unmodified) => {
  const { client, modifiedAtMs } = await withObject();
  expect(await read(client, new Date(modifiedAtMs + hourMs))).toBe(200);
  expect(await read(client, new Date(modifiedAtMs))).toBe(unmodified);
});

test("the refusal of a copy names the source's condition", async () => {
  const { client, modifiedAtMs, ETag } = await withObject();
  const before = new Date(modifiedAtMs - hourMs);
  const copyIf = (condition: object) =>
    client.send(
      new CopyObjectCommand({ ...object, Key: "b", CopySource: "goods/a", ...condition }),
    );
  const refused = [
    [{ CopySourceIfMatch: '"x"' }, "x-amz-copy-source-If-Match"],
    [{ CopySourceIfUnmodifiedSince: before }, "x-amz-copy-source-If-Unmodified-Since"],
    [{ CopySourceIfNoneMatch: ETag }, "x-amz-copy-source-If-None-Match"],
    [{ CopySourceIfModifiedSince: new Date(modifiedAtMs) }, "x-amz-copy-source-If-Modified-Since"],
  ] as const;
  for (const [condition, Condition] of refused) {
    await expect(copyIf(condition)).rejects.toMatchObject({
      name: "PreconditionFailed",
      Condition,
    });
  }
});
