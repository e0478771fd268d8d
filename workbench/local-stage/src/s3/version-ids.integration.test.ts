import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { bucketOf } from "./testing/bucket-of.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "a" };
const neverIssued = "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD";

const outcomeOf = (call: Promise<{ readonly $metadata: { readonly httpStatusCode?: number } }>) =>
  call.then(
    ({ $metadata }) => [$metadata.httpStatusCode],
    (error) => [error.$metadata.httpStatusCode, error.Code ?? error.name, error.message],
  );

async function withVersions(versioning: "Disabled" | "Enabled") {
  const { client } = await openTestS3({ buckets: [bucketOf("goods", { versioning })] });
  const put = () => client.send(new PutObjectCommand({ ...object, Body: "x" }));
  const calls = {
    get: (VersionId: string) => client.send(new GetObjectCommand({ ...object, VersionId })),
    head: (VersionId: string) => client.send(new HeadObjectCommand({ ...object, VersionId })),
    remove: (VersionId: string) => client.send(new DeleteObjectCommand({ ...object, VersionId })),
    copy: (versionId: string) =>
      client.send(
        new CopyObjectCommand({
          ...object,
          Key: "b",
          CopySource: `goods/a?versionId=${versionId}`,
        }),
      ),
    removeMany: (VersionId: string) =>
      client.send(
        new DeleteObjectsCommand({
          Bucket: "goods",
          Delete: { Objects: [{ Key: "a", VersionId }] },
        }),
      ),
  };
  return { client, put, ...calls };
}

const invalid = [400, "InvalidArgument", "Invalid version id specified"];

// AWS's answers, recorded by LocalStack on 2026-02-21, and by CORTX for HeadObject:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3_api.snapshot.json
// https://github.com/Seagate/cortx-s3server/pull/1724
test.each(["Disabled", "Enabled"] as const)(
  "a version id that S3 never issued is an invalid argument, with versioning %s",
  async (versioning) => {
    const { put, get, head, remove, copy, removeMany } = await withVersions(versioning);
    await put();
    for (const id of [neverIssued, "dsf"]) {
      expect(await outcomeOf(get(id))).toEqual(invalid);
      expect(await outcomeOf(remove(id))).toEqual(invalid);
      expect(await outcomeOf(copy(id))).toEqual(invalid);
      expect((await outcomeOf(head(id)))[0]).toBe(400);
      expect(await removeMany(id)).toMatchObject({
        Errors: [{ Key: "a", VersionId: id, Code: "NoSuchVersion" }],
      });
    }
    await expect(get("dsf")).rejects.toMatchObject({
      ArgumentName: "versionId",
      ArgumentValue: "dsf",
    });
  },
);

test("a version that is gone does not exist, and can be deleted again", async () => {
  const { put, get, head, remove, copy, removeMany } = await withVersions("Enabled");
  const { VersionId = "" } = await put();
  await put();
  await remove(VersionId);
  const gone = [404, "NoSuchVersion", "The specified version does not exist."];
  expect(await outcomeOf(get(VersionId))).toEqual(gone);
  expect(await outcomeOf(copy(VersionId))).toEqual(gone);
  expect((await outcomeOf(head(VersionId)))[0]).toBe(404);
  expect(await outcomeOf(remove(VersionId))).toEqual([204]);
  expect(await removeMany(VersionId)).toMatchObject({ Deleted: [{ Key: "a", VersionId }] });
});

// https://github.com/code-dot-org/code-dot-org/pull/21563 has AWS's message.
test("an empty version id is an invalid argument", async () => {
  const { put, get, head, copy } = await withVersions("Enabled");
  await put();
  const empty = [400, "InvalidArgument", "Version id cannot be the empty string"];
  expect(await outcomeOf(get(""))).toEqual(empty);
  expect(await outcomeOf(copy(""))).toEqual(empty);
  expect((await outcomeOf(head("")))[0]).toBe(400);
});

test("version ids have 32 letters, digits, dots and underscores", async () => {
  const { put } = await withVersions("Enabled");
  for (let count = 0; count < 20; count += 1) {
    expect((await put()).VersionId).toMatch(/^[A-Za-z0-9._]{32}$/);
  }
});

test("a copy may not name a delete marker by its version id", async () => {
  const { client, put, copy } = await withVersions("Enabled");
  await put();
  const marker = await client.send(new DeleteObjectCommand(object));
  expect(await outcomeOf(copy(marker.VersionId ?? ""))).toEqual([
    400,
    "InvalidRequest",
    "The source of a copy request may not specifically refer to a delete marker by version id.",
  ]);
});

test("a copy source without a key is refused", async () => {
  const { client } = await withVersions("Disabled");
  const copy = client.send(new CopyObjectCommand({ ...object, CopySource: "wrongformat" }));
  expect(await outcomeOf(copy)).toEqual([400, "InvalidArgument", "Invalid copy source object key"]);
});

test("in a suspended bucket a put has no version id; a copy, a get and a delete have null", async () => {
  const { client } = await openTestS3({
    buckets: [bucketOf("goods", { versioning: "Suspended" })],
  });
  const put = await client.send(new PutObjectCommand({ ...object, Body: "x" }));
  expect(put.VersionId).toBeUndefined();
  const CopySource = "goods/a";
  const copied = await client.send(new CopyObjectCommand({ ...object, Key: "b", CopySource }));
  expect(copied.VersionId).toBe("null");
  const got = await client.send(new HeadObjectCommand(object));
  expect(got.VersionId).toBe("null");
  const removed = await client.send(new DeleteObjectCommand(object));
  expect(removed).toMatchObject({ DeleteMarker: true, VersionId: "null" });
});
