import {
  CopyObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { BucketDefinition } from "@stagecraft/plan/resources/s3/bucket-definition";
import { expect, test } from "vitest";
import { bucketOf } from "./testing/bucket-of.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "a" };

async function withObject(changes: Partial<BucketDefinition> = {}) {
  const { client } = await openTestS3({ buckets: [bucketOf("goods", changes)] });
  const put = { ...object, Body: "x", ContentType: "text/csv", Metadata: { n: "1" } };
  const first = await client.send(new PutObjectCommand(put));
  const copy = (more: object) =>
    client.send(new CopyObjectCommand({ ...object, CopySource: "goods/a", ...more }));
  return { client, copy, VersionId: first.VersionId };
}

const nothingChanged = {
  name: "InvalidRequest",
  message:
    "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
};

// AWS's answers, recorded by LocalStack on 2026-02-21:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3.snapshot.json
test.each([
  ["without a change", {}],
  ["with metadata that it does not replace", { Metadata: { n: "2" } }],
  ["with a checksum only", { ChecksumAlgorithm: "SHA256" }],
])("a copy onto itself %s is refused", async (_what, more) => {
  const { copy } = await withObject();
  await expect(copy(more)).rejects.toMatchObject(nothingChanged);
});

test.each([
  ["replaces the metadata", { MetadataDirective: "REPLACE" }],
  ["names a storage class, even the same", { StorageClass: "STANDARD" }],
  ["names the encryption, even the same", { ServerSideEncryption: "AES256" }],
])("a copy onto itself is taken when it %s", async (_what, more) => {
  const { copy } = await withObject();
  expect((await copy(more)).$metadata.httpStatusCode).toBe(200);
});

test("a copy onto itself is taken where the bucket encrypts with KMS", async () => {
  const { copy } = await withObject({ encryption: "aws:kms" });
  expect((await copy({})).ServerSideEncryption).toBe("aws:kms");
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/RestoringPreviousVersions.html
test("a copy of an earlier version onto the object makes it the current one", async () => {
  const { client, copy, VersionId } = await withObject({ versioning: "Enabled" });
  await client.send(new PutObjectCommand({ ...object, Body: "newer" }));
  const earlier = { CopySource: `goods/a?versionId=${VersionId}` };
  expect(await copy(earlier)).toMatchObject({ CopySourceVersionId: VersionId });
  expect(await client.send(new HeadObjectCommand(object))).toMatchObject({ ContentLength: 1 });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
test("a copy has the storage class that it asks for, and does not take the source's", async () => {
  const { client, copy } = await withObject();
  await copy({ StorageClass: "STANDARD_IA" });
  const head = () => client.send(new HeadObjectCommand(object));
  expect(await head()).toMatchObject({
    StorageClass: "STANDARD_IA",
    ContentType: "text/csv",
    Metadata: { n: "1" },
  });
  const listed = await client.send(new ListObjectsV2Command({ Bucket: "goods" }));
  expect(listed.Contents).toMatchObject([{ Key: "a", StorageClass: "STANDARD_IA" }]);
  await expect(copy({})).rejects.toMatchObject(nothingChanged);
  await copy({ StorageClass: "STANDARD" });
  expect((await head()).StorageClass).toBeUndefined();
});

test("a storage class that does not exist is refused, one that needs a restore is not served", async () => {
  const { copy } = await withObject();
  await expect(copy({ StorageClass: "OUTPOSTS" })).rejects.toMatchObject({
    name: "InvalidStorageClass",
    message: "The storage class you specified is not valid",
  });
  await expect(copy({ StorageClass: "DEEP_ARCHIVE" })).rejects.toThrow(
    /^not implemented here: S3 /,
  );
});
