import {
  DeleteObjectCommand,
  ListObjectsCommand,
  type ListObjectsCommandInput,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { bucketOf } from "./testing/bucket-of.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const Bucket = "goods";
const folder = [
  "folder/aSubfolder/subFile1",
  "folder/aSubfolder/subFile2",
  "folder/file1",
  "folder/file2",
];

async function openWith(keys: readonly string[], versioning: "Disabled" | "Enabled" = "Disabled") {
  const stage = await openTestS3({ buckets: [bucketOf(Bucket, { versioning })] });
  const ids: string[] = [];
  for (const Key of keys) ids.push(await put(stage.client, Key));
  return { ...stage, ids };
}

async function put(client: S3Client, Key: string, Body = "content 123"): Promise<string> {
  const { VersionId = "" } = await client.send(new PutObjectCommand({ Bucket, Key, Body }));
  return VersionId;
}

async function remove(client: S3Client, Key: string, id?: string): Promise<string> {
  const command = new DeleteObjectCommand({ Bucket, Key, VersionId: id });
  const { VersionId = "" } = await client.send(command);
  return VersionId;
}

const list = (client: S3Client, asked: Partial<ListObjectsCommandInput> = {}) =>
  client.send(new ListObjectsCommand({ Bucket, ...asked }));
const listVersions = (client: S3Client, asked: Partial<ListObjectVersionsCommandInput> = {}) =>
  client.send(new ListObjectVersionsCommand({ Bucket, ...asked }));

const keysOf = (entries: readonly { readonly Key?: string | undefined }[] = []) =>
  entries.map(({ Key }) => Key);

// AWS's answers, recorded by LocalStack on 2026-02-21:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3_list_operations.snapshot.json
test("the first version of the list returns objects with their owner", async () => {
  const { client } = await openWith(["test/foo/bar/123"]);
  const { $metadata: _, ...listed } = await list(client, { Prefix: "test/" });
  expect(listed).toEqual({
    Name: Bucket,
    Prefix: "test/",
    Marker: "",
    MaxKeys: 1000,
    IsTruncated: false,
    Contents: [
      {
        Key: "test/foo/bar/123",
        LastModified: expect.any(Date),
        ETag: '"0d9fa06a66933b40f615f530e59edd6b"',
        ChecksumAlgorithm: ["CRC32"],
        ChecksumType: "FULL_OBJECT",
        Size: 11,
        StorageClass: "STANDARD",
        Owner: { ID: expect.stringMatching(/^[0-9a-f]{64}$/) },
      },
    ],
  });
});

test("a page names the next marker only with a delimiter", async () => {
  const { client } = await openWith(["a", "b", "c"]);
  const first = await list(client, { MaxKeys: 1, Delimiter: "/" });
  expect(first).toMatchObject({ Contents: [{ Key: "a" }], IsTruncated: true, NextMarker: "a" });
  const second = await list(client, { MaxKeys: 1, Marker: "a" });
  expect(second).toMatchObject({ Contents: [{ Key: "b" }], IsTruncated: true, Marker: "a" });
  expect(second.NextMarker).toBeUndefined();
  const last = await list(client, { Marker: "b" });
  expect(last).toMatchObject({ Contents: [{ Key: "c" }], IsTruncated: false });
  expect(await list(client, { MaxKeys: 0 })).toMatchObject({ IsTruncated: false, MaxKeys: 0 });
});

test("a marker that lies in a common prefix is after it", async () => {
  const { client } = await openWith(folder);
  const below = { Prefix: "folder/", Delimiter: "/", MaxKeys: 1 };
  const first = await list(client, below);
  expect(first).toMatchObject({
    CommonPrefixes: [{ Prefix: "folder/aSubfolder/" }],
    NextMarker: "folder/aSubfolder/",
    IsTruncated: true,
  });
  for (const Marker of ["folder/aSubfolder/", "folder/aSubfolder/subFile1"]) {
    expect(await list(client, { ...below, Marker })).toMatchObject({
      Contents: [{ Key: "folder/file1" }],
      NextMarker: "folder/file1",
    });
  }
  const last = await list(client, { ...below, Marker: "folder/file1" });
  expect(last).toMatchObject({ Contents: [{ Key: "folder/file2" }], IsTruncated: false });
  expect(last.NextMarker).toBeUndefined();
});

test("keys, prefixes, delimiters and markers are encoded when asked", async () => {
  const { client } = await openWith(["a b/ü", "a b/z"], "Enabled");
  const asked = { EncodingType: "url", Prefix: "a b/", Delimiter: "%2F" } as const;
  const encoded = { EncodingType: "url", Prefix: "a+b/", Delimiter: "%252F" };
  const objects = await list(client, { ...asked, Marker: "a b/y" });
  expect(objects).toMatchObject({ ...encoded, Marker: "a+b/y" });
  expect(keysOf(objects.Contents)).toEqual(["a+b/z", "a+b/%C3%BC"]);
  const versions = await listVersions(client, { ...asked, MaxKeys: 1, KeyMarker: "a b/y" });
  expect(versions).toMatchObject({ ...encoded, KeyMarker: "a+b/y", NextKeyMarker: "a+b/z" });
  const wrong = { EncodingType: "value" as "url" };
  for (const refused of [list(client, wrong), listVersions(client, wrong)]) {
    await expect(refused).rejects.toMatchObject({
      name: "InvalidArgument",
      message: "Invalid Encoding Method specified in Request",
      ArgumentName: "encoding-type",
    });
  }
});

/** Three keys: two with a version on a delete marker on a version, one with a delete marker on two versions. */
async function withMarkers() {
  const { client, ids } = await openWith(["test_0", "test_1", "test_2", "test_2"], "Enabled");
  for (const key of ["test_0", "test_1", "test_2"]) ids.push(await remove(client, key));
  for (const key of ["test_0", "test_1"]) ids.push(await put(client, key, "version 2"));
  return { client, ids };
}

const versionsOf = ({
  Versions = [],
  DeleteMarkers = [],
}: Awaited<ReturnType<typeof listVersions>>) => ({
  versions: Versions.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
  markers: DeleteMarkers.map(({ VersionId, IsLatest }) => [VersionId, IsLatest]),
});

test("versions and delete markers are listed by key, the latest first", async () => {
  const { client, ids } = await withMarkers();
  const all = await listVersions(client);
  expect(all).toMatchObject({
    Name: Bucket,
    Prefix: "",
    KeyMarker: "",
    VersionIdMarker: "",
    MaxKeys: 1000,
    IsTruncated: false,
  });
  expect(versionsOf(all)).toEqual({
    versions: [
      [ids[7], true],
      [ids[0], false],
      [ids[8], true],
      [ids[1], false],
      [ids[3], false],
      [ids[2], false],
    ],
    markers: [
      [ids[4], false],
      [ids[5], false],
      [ids[6], true],
    ],
  });
  const Owner = { ID: expect.stringMatching(/^[0-9a-f]{64}$/) };
  const LastModified = expect.any(Date);
  expect(all.Versions?.[0]).toEqual({
    Key: "test_0",
    VersionId: ids[7],
    IsLatest: true,
    LastModified,
    ETag: '"d4ca1ed7571e2e7b1f1c375bd50fa220"',
    ChecksumAlgorithm: ["CRC32"],
    ChecksumType: "FULL_OBJECT",
    Size: 9,
    StorageClass: "STANDARD",
    Owner,
  });
  expect(all.DeleteMarkers?.[2]).toEqual({
    Key: "test_2",
    VersionId: ids[6],
    IsLatest: true,
    LastModified,
    Owner,
  });
});

test("pages of versions go on from a key, or from a version of it", async () => {
  const { client, ids } = await withMarkers();
  const first = await listVersions(client, { MaxKeys: 5 });
  const next = { KeyMarker: "test_1", VersionIdMarker: ids[5] };
  expect(first).toMatchObject({
    IsTruncated: true,
    NextKeyMarker: next.KeyMarker,
    NextVersionIdMarker: next.VersionIdMarker,
  });
  const inside = await listVersions(client, { MaxKeys: 1, ...next });
  expect(inside).toMatchObject({
    Versions: [{ Key: "test_1", VersionId: ids[1] }],
    NextKeyMarker: "test_1",
    NextVersionIdMarker: ids[1],
    ...next,
  });
  const after = await listVersions(client, { MaxKeys: 1, KeyMarker: "test_1" });
  expect(after).toMatchObject({
    DeleteMarkers: [{ Key: "test_2", VersionId: ids[6] }],
    IsTruncated: true,
    VersionIdMarker: "",
  });
  const last = await listVersions(client, { KeyMarker: "test_2", VersionIdMarker: ids[3] });
  expect(last).toMatchObject({ Versions: [{ VersionId: ids[2] }], IsTruncated: false });
  expect(last.NextKeyMarker).toBeUndefined();
  const none = await listVersions(client, { KeyMarker: "test_2" });
  expect(versionsOf(none)).toEqual({ versions: [], markers: [] });
});

test("a page goes on from a version that is gone", async () => {
  const { client, ids } = await openWith(Array(5).fill("prefixed_key"), "Enabled");
  for (const id of ids.slice(2)) await remove(client, "prefixed_key", id);
  const page = await listVersions(client, {
    KeyMarker: "prefixed_key",
    VersionIdMarker: ids[2],
  });
  expect(versionsOf(page).versions).toEqual([
    [ids[1], true],
    [ids[0], false],
  ]);
});

test("a version id marker needs a key marker, and must be a version id", async () => {
  const { client, ids } = await openWith(["a"], "Enabled");
  await expect(listVersions(client, { VersionIdMarker: ids[0] })).rejects.toMatchObject({
    name: "InvalidArgument",
    message: "A version-id marker cannot be specified without a key marker.",
    ArgumentName: "version-id-marker",
    ArgumentValue: ids[0],
  });
  const wrong = listVersions(client, { KeyMarker: "a", VersionIdMarker: "dsf" });
  await expect(wrong).rejects.toMatchObject({ name: "InvalidArgument" });
});

test("versions below a delimiter are one common prefix, without a version id", async () => {
  const { client, ids } = await openWith(folder, "Enabled");
  const below = { Prefix: "folder/", Delimiter: "/", MaxKeys: 1 };
  const first = await listVersions(client, below);
  expect(first).toMatchObject({
    CommonPrefixes: [{ Prefix: "folder/aSubfolder/" }],
    NextKeyMarker: "folder/aSubfolder/",
    IsTruncated: true,
  });
  expect(first.NextVersionIdMarker).toBeUndefined();
  for (const KeyMarker of ["folder/aSubfolder/", "folder/aSubfolder/subFile1"]) {
    expect(await listVersions(client, { ...below, KeyMarker })).toMatchObject({
      Versions: [{ Key: "folder/file1" }],
      NextKeyMarker: "folder/file1",
      NextVersionIdMarker: ids[2],
    });
  }
});

test("a bucket without versions lists its objects with the version null", async () => {
  const { client } = await openWith(["a"]);
  expect(versionsOf(await listVersions(client)).versions).toEqual([["null", true]]);
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html
// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-actions-as-permissions
test.each([
  ["s3:ListBucket", list, listVersions],
  ["s3:ListBucketVersions", listVersions, list],
] as const)(
  "%s allows one list and not the other, under its conditions",
  async (Action, own, other) => {
    const { clientOf } = await openTestS3({
      statements: [
        {
          Effect: "Allow",
          Action,
          Resource: "arn:aws:s3:::goods",
          Condition: {
            StringEquals: { "s3:prefix": "imports/", "s3:delimiter": "/" },
            NumericLessThanEquals: { "s3:max-keys": "10" },
          },
        },
      ],
    });
    const role = clientOf("role");
    const asked = { Prefix: "imports/", Delimiter: "/", MaxKeys: 10 };
    expect((await own(role, asked)).$metadata.httpStatusCode).toBe(200);
    const denied = [
      own(role, { ...asked, Prefix: "exports/" }),
      own(role, { ...asked, MaxKeys: 11 }),
      other(role, asked),
    ];
    for (const call of denied) await expect(call).rejects.toMatchObject({ name: "AccessDenied" });
  },
);
