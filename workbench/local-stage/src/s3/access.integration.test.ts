import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { Json } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import { bucketOf } from "./testing/bucket-of.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const Bucket = "goods";
const anObject = "arn:aws:s3:::goods/imports/a.csv";

const allow = (Action: string | string[], Resource: string | string[]): Json => ({
  Effect: "Allow",
  Action,
  Resource,
});

async function asRole(...statements: Json[]) {
  const buckets = [bucketOf(Bucket, { versioning: "Enabled" })];
  const stage = await openTestS3({ buckets, statements });
  const put = { Bucket, Key: "imports/a.csv", Body: "a,b\n" };
  const { VersionId } = await stage.client.send(new PutObjectCommand(put));
  return { ...stage, role: stage.clientOf("role"), VersionId };
}

const outcomeOf = (call: Promise<unknown>) =>
  call.then(
    () => "done",
    (error) => error.name,
  );

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html
test("a reader may only read", async () => {
  const { role, VersionId, served } = await asRole(allow("s3:GetObject", anObject));
  const it = { Bucket, Key: "imports/a.csv" };
  const calls = {
    get: role.send(new GetObjectCommand(it)).then((got) => got.Body?.transformToString()),
    head: role.send(new HeadObjectCommand(it)),
    "get a version": role.send(new GetObjectCommand({ ...it, VersionId })),
    put: role.send(new PutObjectCommand({ ...it, Body: "x" })),
    "put a copy": role.send(new CopyObjectCommand({ ...it, CopySource: "goods/imports/a.csv" })),
    delete: role.send(new DeleteObjectCommand(it)),
    list: role.send(new ListObjectsV2Command({ Bucket })),
    "get another": role.send(new GetObjectCommand({ Bucket, Key: "other" })),
  };
  const outcomes = await Promise.all(
    Object.entries(calls).map(async ([name, call]) => [name, await outcomeOf(call)]),
  );
  expect(Object.fromEntries(outcomes)).toEqual({
    get: "done",
    head: "done",
    "get a version": "AccessDenied",
    put: "AccessDenied",
    "put a copy": "AccessDenied",
    delete: "AccessDenied",
    list: "AccessDenied",
    "get another": "AccessDenied",
  });
  expect(served().reports.all()[0]?.message).toMatch(/^importer may not s3:/);
});

test("a denial has IAM's wording", async () => {
  const { role } = await asRole(allow("s3:GetObject", anObject));
  await expect(role.send(new PutObjectCommand({ Bucket, Key: "b", Body: "x" }))).rejects.toThrow(
    "User: arn:aws:sts::123456789012:assumed-role/importer/importer is not authorized to perform: s3:PutObject on resource: arn:aws:s3:::goods/b because no identity-based policy allows the s3:PutObject action",
  );
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html#API_HeadObject_RequestSyntax
test("only a caller that may list the bucket gets a 404 for a missing object", async () => {
  const missing = { Bucket, Key: "imports/none.csv" };
  const everyObject = allow("s3:GetObject", "arn:aws:s3:::goods/*");
  const { role: without } = await asRole(everyObject);
  expect(await outcomeOf(without.send(new GetObjectCommand(missing)))).toBe("AccessDenied");
  await expect(without.send(new HeadObjectCommand(missing))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
  const { role: listing } = await asRole(everyObject, allow("s3:ListBucket", "arn:aws:s3:::goods"));
  expect(await outcomeOf(listing.send(new GetObjectCommand(missing)))).toBe("NoSuchKey");
  await expect(listing.send(new HeadObjectCommand(missing))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 404 },
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html
test("each of many keys to delete is authorized by itself", async () => {
  const { role } = await asRole(allow("s3:DeleteObject", "arn:aws:s3:::goods/imports/*"));
  const Objects = [{ Key: "imports/a.csv" }, { Key: "other" }];
  const { Deleted, Errors } = await role.send(
    new DeleteObjectsCommand({ Bucket, Delete: { Objects } }),
  );
  expect(Deleted).toMatchObject([{ Key: "imports/a.csv", DeleteMarker: true }]);
  expect(Errors).toMatchObject([{ Key: "other", Code: "AccessDenied" }]);
});

test("a version needs permissions of its own", async () => {
  const { role, VersionId } = await asRole(
    allow(["s3:GetObjectVersion", "s3:DeleteObjectVersion"], anObject),
  );
  const it = { Bucket, Key: "imports/a.csv" };
  expect(await outcomeOf(role.send(new GetObjectCommand(it)))).toBe("AccessDenied");
  expect(await outcomeOf(role.send(new DeleteObjectCommand(it)))).toBe("AccessDenied");
  const got = await role.send(new GetObjectCommand({ ...it, VersionId }));
  expect(await got.Body?.transformToString()).toBe("a,b\n");
  expect(await outcomeOf(role.send(new DeleteObjectCommand({ ...it, VersionId })))).toBe("done");
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
test("an unknown key and a wrong secret are different errors", async () => {
  const { clientOf, served } = await asRole();
  const { accessKeyId } = served().operator;
  const unknown = { accessKeyId: "AKIAUNKNOWNUNKNOWNUN", secretAccessKey: "secret" };
  const list = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
    outcomeOf(clientOf("operator", { credentials }).send(new ListObjectsV2Command({ Bucket })));
  expect(await list(unknown)).toBe("InvalidAccessKeyId");
  expect(await list({ accessKeyId, secretAccessKey: "wrong" })).toBe("SignatureDoesNotMatch");
});
