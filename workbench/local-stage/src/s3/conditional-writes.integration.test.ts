import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { bucketOf } from "./testing/bucket-of.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "a" };

async function open(versioning: "Disabled" | "Enabled" = "Disabled") {
  const { client } = await openTestS3({ buckets: [bucketOf("goods", { versioning })] });
  return {
    client,
    put: async (Body: string, condition: object = {}) =>
      (await client.send(new PutObjectCommand({ ...object, Body, ...condition }))).ETag,
    remove: (VersionId?: string) => client.send(new DeleteObjectCommand({ ...object, VersionId })),
    /** Begins an upload; the result completes it under a condition. */
    async beginUpload() {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
      const part = { ...object, UploadId, PartNumber: 1, Body: "part" };
      const { ETag } = await client.send(new UploadPartCommand(part));
      const MultipartUpload = { Parts: [{ ETag, PartNumber: 1 }] };
      return (condition: object) =>
        client.send(
          new CompleteMultipartUploadCommand({
            ...object,
            UploadId,
            MultipartUpload,
            ...condition,
          }),
        );
    },
  };
}

const conflictOf = (Condition: string) => ({
  name: "ConditionalRequestConflict",
  message:
    "The conditional request cannot succeed due to a conflicting operation against this resource.",
  Condition,
  Key: "a",
  $metadata: { httpStatusCode: 409 },
});
const failed = { name: "PreconditionFailed", $metadata: { httpStatusCode: 412 } };

// AWS's answers, recorded by LocalStack on 2026-02-21:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3_api.snapshot.json
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
test.each(["Disabled", "Enabled"] as const)(
  "If-None-Match conflicts with a deletion during the upload, with versioning %s",
  async (versioning) => {
    const { put, remove, beginUpload } = await open(versioning);
    await put("1");
    const complete = await beginUpload();
    await expect(complete({ IfNoneMatch: "*" })).rejects.toMatchObject(failed);
    await remove();
    await expect(complete({ IfNoneMatch: "*" })).rejects.toMatchObject(conflictOf("If-None-Match"));
    const again = await beginUpload();
    await again({ IfNoneMatch: "*" });
  },
);

test("If-None-Match fails after a put during the upload, and does not heed a deletion of nothing", async () => {
  const { put, remove, beginUpload } = await open();
  const first = await beginUpload();
  await remove();
  await first({ IfNoneMatch: "*" });
  await remove();
  const second = await beginUpload();
  await put("1");
  await expect(second({ IfNoneMatch: "*" })).rejects.toMatchObject(failed);
});

test("If-Match conflicts with a put during the upload, even one of the same bytes", async () => {
  const { put, beginUpload } = await open();
  const before = await put("1");
  const complete = await beginUpload();
  const during = await put("2");
  await expect(complete({ IfMatch: before })).rejects.toMatchObject(failed);
  await expect(complete({ IfMatch: during })).rejects.toMatchObject(conflictOf("If-Match"));
  const again = await beginUpload();
  await put("2");
  await expect(again({ IfMatch: during })).rejects.toMatchObject(conflictOf("If-Match"));
  const undisturbed = await beginUpload();
  await undisturbed({ IfMatch: during });
});

test("If-Match of an object that was deleted during the upload finds no key, and conflicts when it is put again", async () => {
  const { put, remove, beginUpload } = await open();
  const etag = await put("1");
  const complete = await beginUpload();
  await remove();
  await expect(complete({ IfMatch: etag })).rejects.toMatchObject({ name: "NoSuchKey" });
  await put("1");
  await expect(complete({ IfMatch: etag })).rejects.toMatchObject(conflictOf("If-Match"));
});

test("an upload without a condition replaces what was put meanwhile", async () => {
  const { put, beginUpload } = await open();
  const complete = await beginUpload();
  await put("1");
  expect((await complete({})).$metadata.httpStatusCode).toBe(200);
});

test("conditions that S3 does not implement are refused in its words", async () => {
  const { client, put, beginUpload } = await open();
  const ETag = await put("1");
  const complete = await beginUpload();
  const copy = (condition: object) =>
    client.send(
      new CopyObjectCommand({ ...object, Key: "b", CopySource: "goods/a", ...condition }),
    );
  const refused = [
    [{ IfMatch: "*" }, "If-Match", "We don't accept the provided value of If-Match header"],
    [{ IfNoneMatch: ETag }, "If-None-Match", "We don't accept the provided value of If-None"],
    [{ IfMatch: ETag, IfNoneMatch: "*" }, "If-Match,If-None-Match", "Multiple conditional"],
  ] as const;
  for (const [condition, Header, additional] of refused) {
    for (const write of [
      () => put("2", condition),
      () => copy(condition),
      () => complete(condition),
    ]) {
      await expect(write()).rejects.toMatchObject({
        name: "NotImplemented",
        message: "A header you provided implies functionality that is not implemented",
        Header,
        additionalMessage: expect.stringContaining(additional),
      });
    }
  }
});
