import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import type { Json } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import { bucketOf } from "./testing/bucket-of.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const Bucket = "goods";
const Key = "imports/a.csv";
const kmsKeyArn = "arn:aws:kms:eu-central-1:123456789012:key/0f4d9a52-6c2f-4f7b-9d3e-1f2a3b4c5d6e";

/** A role that may do everything with the bucket, and what is given with its key. */
async function withKey(...actions: string[]) {
  const buckets = [bucketOf(Bucket, { encryption: "aws:kms", kmsKeyArn })];
  const statements: Json[] = [
    { Effect: "Allow", Action: "s3:*", Resource: "*" },
    ...actions.map((Action) => ({ Effect: "Allow", Action, Resource: kmsKeyArn })),
  ];
  const stage = await openTestS3({ buckets, statements });
  await stage.client.send(new PutObjectCommand({ Bucket, Key, Body: "a,b\n" }));
  const role = stage.clientOf("role");
  const calls = {
    put: () => role.send(new PutObjectCommand({ Bucket, Key: "b", Body: "x" })),
    get: async () =>
      (await role.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToString(),
    head: () => role.send(new HeadObjectCommand({ Bucket, Key })),
    "head with its checksum": () =>
      role.send(new HeadObjectCommand({ Bucket, Key, ChecksumMode: "ENABLED" })),
    copy: () => role.send(new CopyObjectCommand({ Bucket, Key: "c", CopySource: `goods/${Key}` })),
    "start parts": () => role.send(new CreateMultipartUploadCommand({ Bucket, Key: "d" })),
  };
  return { role, calls };
}

const all = ["put", "get", "head", "head with its checksum", "copy", "start parts"];

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html#mpuAndPermissions
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html
test.each([
  [["kms:GenerateDataKey", "kms:Decrypt"], all],
  [["kms:GenerateDataKey"], ["put", "head"]],
  [["kms:Decrypt"], ["get", "head", "head with its checksum"]],
  [[], ["head"]],
])("%j on a bucket's key allows %j", async (actions, possible) => {
  const { calls } = await withKey(...actions);
  const done = await Promise.all(
    Object.entries(calls).map(([name, call]) =>
      call().then(
        () => [name],
        () => [],
      ),
    ),
  );
  expect(done.flat()).toEqual(possible);
});

test("the refusal names the key", async () => {
  const { role } = await withKey();
  await expect(role.send(new GetObjectCommand({ Bucket, Key }))).rejects.toMatchObject({
    name: "AccessDenied",
    message: `User: arn:aws:sts::123456789012:assumed-role/importer/importer is not authorized to perform: kms:Decrypt on resource: ${kmsKeyArn} because no identity-based policy allows the kms:Decrypt action`,
  });
});
