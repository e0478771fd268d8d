import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { bucketOf } from "./testing/bucket-of.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const Bucket = "goods";

const statusOf = (error: unknown) =>
  (error as { $metadata: { httpStatusCode: number } }).$metadata.httpStatusCode;

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html
test("an object is returned with its headers, its metadata and the MD5 as ETag", async () => {
  const { client } = await openTestS3();
  const Key = "imports/red flower (1)+ü.csv";
  const put = await client.send(
    new PutObjectCommand({
      Bucket,
      Key,
      Body: "a,b\n1,2\n",
      ContentType: "text/csv",
      CacheControl: "no-store",
      Metadata: { origin: "warehouse" },
    }),
  );
  const md5 = createHash("md5").update("a,b\n1,2\n").digest("hex");
  expect(put).toMatchObject({
    ETag: `"${md5}"`,
    ServerSideEncryption: "AES256",
    ChecksumType: "FULL_OBJECT",
  });
  expect(put.VersionId).toBeUndefined();
  const got = await client.send(new GetObjectCommand({ Bucket, Key }));
  expect(await got.Body?.transformToString()).toBe("a,b\n1,2\n");
  expect(got).toMatchObject({
    ETag: `"${md5}"`,
    ContentType: "text/csv",
    CacheControl: "no-store",
    ContentLength: 8,
    Metadata: { origin: "warehouse" },
    AcceptRanges: "bytes",
    ChecksumCRC32: put.ChecksumCRC32,
  });
  const head = await client.send(new HeadObjectCommand({ Bucket, Key }));
  expect(head).toMatchObject({ ContentLength: 8, ETag: `"${md5}"`, ContentType: "text/csv" });
});

test("an empty object and a replaced one leave no extra file", async () => {
  const { client, files, restart } = await openTestS3();
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "first" }));
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "" }));
  const got = await client.send(new GetObjectCommand({ Bucket, Key: "a" }));
  expect(await got.Body?.transformToString()).toBe("");
  expect(files()).toHaveLength(1);
  await restart();
  expect(files()).toHaveLength(1);
});

test("objects survive a restart", async () => {
  const { client, clientOf, restart } = await openTestS3();
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "kept" }));
  await restart();
  const got = await clientOf("operator").send(new GetObjectCommand({ Bucket, Key: "a" }));
  expect(await got.Body?.transformToString()).toBe("kept");
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
test.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
  "a stream with a trailing %s is verified, and the checksum is returned",
  async (ChecksumAlgorithm) => {
    const { client } = await openTestS3();
    const Body = Readable.from([Buffer.alloc(100_000, "x"), Buffer.alloc(70_001, "y")]);
    const put = await client.send(
      new PutObjectCommand({
        Bucket,
        Key: "a",
        Body,
        ContentLength: 170_001,
        ChecksumAlgorithm,
      }),
    );
    const got = await client.send(
      new GetObjectCommand({ Bucket, Key: "a", ChecksumMode: "ENABLED" }),
    );
    expect(got[`Checksum${ChecksumAlgorithm}`]).toBe(put[`Checksum${ChecksumAlgorithm}`]);
    expect(got[`Checksum${ChecksumAlgorithm}`]).toMatch(/^[A-Za-z0-9+/]+=*$/);
    // The SDK verifies the checksum while it reads.
    expect((await got.Body?.transformToByteArray())?.length).toBe(170_001);
  },
);

test("a wrong checksum is refused and leaves nothing", async () => {
  const { client, files } = await openTestS3();
  const put = (wrong: object) =>
    client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "text", ...wrong }));
  await expect(put({ ChecksumCRC32: "AAAAAA==" })).rejects.toMatchObject({ name: "BadDigest" });
  await expect(put({ ContentMD5: "1B2M2Y8AsgTpgAmY7PhCfg==" })).rejects.toMatchObject({
    name: "BadDigest",
  });
  await expect(put({ ContentMD5: "short" })).rejects.toMatchObject({ name: "InvalidDigest" });
  expect(files()).toEqual([]);
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html#API_GetObject_RequestSyntax
test("ranges are truncated, and those past the end refused", async () => {
  const { client } = await openTestS3();
  await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "0123456789" }));
  const get = async (Range: string) => {
    const got = await client.send(new GetObjectCommand({ Bucket, Key: "a", Range }));
    return [await got.Body?.transformToString(), got.ContentRange];
  };
  expect(await get("bytes=2-4")).toEqual(["234", "bytes 2-4/10"]);
  expect(await get("bytes=7-")).toEqual(["789", "bytes 7-9/10"]);
  expect(await get("bytes=-2")).toEqual(["89", "bytes 8-9/10"]);
  await expect(get("bytes=10-")).rejects.toMatchObject({ name: "InvalidRange" });
});

test("a read with a condition is answered 304, 412 or as a whole", async () => {
  const { client } = await openTestS3();
  const { ETag = "" } = await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  const get = (condition: object) =>
    client
      .send(new GetObjectCommand({ Bucket, Key: "a", ...condition }))
      .then(({ $metadata }) => $metadata.httpStatusCode, statusOf);
  expect(await get({ IfMatch: ETag })).toBe(200);
  expect(await get({ IfMatch: '"other"' })).toBe(412);
  expect(await get({ IfNoneMatch: ETag })).toBe(304);
  expect(await get({ IfUnmodifiedSince: new Date(0) })).toBe(412);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
test("of many writers with If-None-Match one wins", async () => {
  const { client, files } = await openTestS3();
  const writes = Array.from({ length: 10 }, (_, index) =>
    client.send(
      new PutObjectCommand({ Bucket, Key: "a", Body: `writer ${index}`, IfNoneMatch: "*" }),
    ),
  );
  const outcomes = await Promise.allSettled(writes);
  const lost = outcomes.flatMap((outcome) =>
    outcome.status === "rejected" ? [outcome.reason.name] : [],
  );
  expect(lost).toEqual(Array.from({ length: 9 }, () => "PreconditionFailed"));
  expect(files()).toHaveLength(1);
});

test("If-Match overwrites what was read, and nothing else", async () => {
  const { client } = await openTestS3();
  const put = (Key: string, condition: object) =>
    client.send(new PutObjectCommand({ Bucket, Key, Body: "2", ...condition }));
  const { ETag } = await client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "1" }));
  await put("a", { IfMatch: ETag });
  await expect(put("a", { IfMatch: ETag })).rejects.toMatchObject({ name: "PreconditionFailed" });
  await expect(put("b", { IfMatch: ETag })).rejects.toBeInstanceOf(NoSuchKey);
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
test("lists are in byte order, in pages, with common prefixes counted once", async () => {
  const { client } = await openTestS3();
  const keys = ["a/1", "a/2", "b", "c/x/1", "c/y", "Z", "é", "𝄞", "\uffee"];
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const all = await client.send(new ListObjectsV2Command({ Bucket }));
  const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(all.Contents?.map(({ Key }) => Key)).toEqual(sorted);
  expect(all).toMatchObject({ KeyCount: 9, IsTruncated: false, MaxKeys: 1000 });

  const seen: unknown[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(
      new ListObjectsV2Command({ Bucket, Delimiter: "/", MaxKeys: 2, ContinuationToken }),
    );
    seen.push([
      ...(page.Contents ?? []).map(({ Key }) => Key),
      ...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix),
    ]);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken);
  expect(seen).toEqual([["Z", "a/"], ["b", "c/"], ["é", "\uffee"], ["𝄞"]]);

  const under = await client.send(
    new ListObjectsV2Command({ Bucket, Prefix: "c/", Delimiter: "/", StartAfter: "c/x/0" }),
  );
  expect(under.Contents?.map(({ Key }) => Key)).toEqual(["c/y"]);
  expect(under.CommonPrefixes).toEqual([{ Prefix: "c/x/" }]);
  await expect(
    client.send(new ListObjectsV2Command({ Bucket, ContinuationToken: "made up" })),
  ).rejects.toMatchObject({ name: "InvalidArgument" });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
test("a copy keeps the metadata, or takes new", async () => {
  const { client } = await openTestS3({ buckets: [bucketOf("goods"), bucketOf("archive")] });
  const source = { Bucket, Key: "a b/ü.csv", Body: "x", Metadata: { n: "1" } };
  await client.send(new PutObjectCommand(source));
  const CopySource = `goods/${encodeURIComponent("a b/ü.csv")}`;
  const copy = (changes: object) =>
    client.send(new CopyObjectCommand({ Bucket: "archive", Key: "c", CopySource, ...changes }));
  const { CopyObjectResult } = await copy({});
  const kept = await client.send(new GetObjectCommand({ Bucket: "archive", Key: "c" }));
  expect(kept).toMatchObject({ ETag: CopyObjectResult?.ETag, Metadata: { n: "1" } });
  await copy({ MetadataDirective: "REPLACE", Metadata: { n: "2" } });
  const replaced = await client.send(new HeadObjectCommand({ Bucket: "archive", Key: "c" }));
  expect(replaced.Metadata).toEqual({ n: "2" });
  await expect(copy({ Bucket, Key: source.Key })).rejects.toMatchObject({ name: "InvalidRequest" });
  await expect(copy({ CopySourceIfMatch: '"x"' })).rejects.toMatchObject({
    name: "PreconditionFailed",
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
test("a versioned bucket keeps what was overwritten and hides what was deleted", async () => {
  const buckets = [bucketOf("goods", { versioning: "Enabled" })];
  const { client, files } = await openTestS3({ buckets });
  const put = (Body: string) => client.send(new PutObjectCommand({ Bucket, Key: "a", Body }));
  const get = async (VersionId?: string) => {
    const got = await client.send(new GetObjectCommand({ Bucket, Key: "a", VersionId }));
    return got.Body?.transformToString();
  };
  const first = await put("1");
  const second = await put("2");
  expect(await get()).toBe("2");
  expect(await get(first.VersionId)).toBe("1");
  const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  expect(marker).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
  await expect(get()).rejects.toBeInstanceOf(NoSuchKey);
  await expect(get(marker.VersionId)).rejects.toMatchObject({ name: "MethodNotAllowed" });
  const remove = (VersionId: string | undefined) =>
    client.send(new DeleteObjectCommand({ Bucket, Key: "a", VersionId }));
  expect(await remove(marker.VersionId)).toMatchObject({ DeleteMarker: true });
  expect(await get()).toBe("2");
  await remove(second.VersionId);
  expect(await get()).toBe("1");
  await expect(get(second.VersionId)).rejects.toMatchObject({ name: "NoSuchVersion" });
  await remove(first.VersionId);
  expect(files()).toEqual([]);
});

test("a suspended bucket overwrites only the version without an id", async () => {
  const buckets = [bucketOf("goods", { versioning: "Suspended" })];
  const { client, files } = await openTestS3({ buckets });
  const put = (Body: string) => client.send(new PutObjectCommand({ Bucket, Key: "a", Body }));
  await put("1");
  await put("2");
  expect(files()).toHaveLength(1);
  const marker = await client.send(new DeleteObjectCommand({ Bucket, Key: "a" }));
  expect(marker).toMatchObject({ DeleteMarker: true, VersionId: "null" });
  expect(files()).toEqual([]);
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
test("many keys are deleted at once, missing ones too", async () => {
  const { client } = await openTestS3();
  const Objects = ['<a> & "b"', "c", "gone"].map((Key) => ({ Key }));
  for (const { Key } of Objects.slice(0, 2)) {
    await client.send(new PutObjectCommand({ Bucket, Key, Body: "x" }));
  }
  const { Deleted, Errors } = await client.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
  );
  expect(Deleted?.map(({ Key }) => Key)).toEqual(Objects.map(({ Key }) => Key));
  expect(Errors).toBeUndefined();
  expect((await client.send(new ListObjectsV2Command({ Bucket }))).KeyCount).toBe(0);
});

test("a bucket returns its region, and one that is not in the Plan does not exist", async () => {
  const { client } = await openTestS3();
  const head = await client.send(new HeadBucketCommand({ Bucket }));
  expect(head.BucketRegion).toBe("eu-central-1");
  const location = await client.send(new GetBucketLocationCommand({ Bucket }));
  expect(location.LocationConstraint).toBe("eu-central-1");
  await expect(client.send(new HeadBucketCommand({ Bucket: "none" }))).rejects.toBeInstanceOf(
    NotFound,
  );
  await expect(
    client.send(new PutObjectCommand({ Bucket: "none", Key: "a", Body: "x" })),
  ).rejects.toMatchObject({ name: "NoSuchBucket" });
});

test("what is not implemented is an error", async () => {
  const { client } = await openTestS3();
  const calls = [
    client.send(new ListBucketsCommand({})),
    client.send(new PutObjectTaggingCommand({ Bucket, Key: "a", Tagging: { TagSet: [] } })),
    client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", Tagging: "a=b" })),
    client.send(new PutObjectCommand({ Bucket, Key: "a", Body: "x", StorageClass: "GLACIER" })),
  ];
  for (const call of calls) {
    await expect(call).rejects.toThrow(/^not implemented here: S3 /);
  }
});
