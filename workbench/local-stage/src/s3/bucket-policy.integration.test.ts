import { GetObjectCommand, HeadBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import type { Json } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import { bucketOf } from "./testing/bucket-of.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";
import { testCaller } from "./testing/serve-s3.ts";

const object = { Bucket: "goods", Key: "imports/a.csv" };
const everywhere = ["arn:aws:s3:::goods", "arn:aws:s3:::goods/*"];

async function withPolicy(statement: { [key: string]: Json }, ...ownStatements: Json[]) {
  const policy = { Version: "2012-10-17", Statement: [statement] };
  const buckets = [bucketOf("goods", { policy })];
  const stage = await openTestS3({ buckets, statements: ownStatements });
  await stage.client.send(new PutObjectCommand({ ...object, Body: "a,b\n" }));
  return stage.clientOf("role");
}

const mayDoAnything: Json = { Effect: "Allow", Action: "s3:*", Resource: everywhere };
const tlsIs = (secure: "true" | "false") => ({
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: everywhere,
  Condition: { Bool: { "aws:SecureTransport": secure } },
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html#transit
test("a bucket that requires TLS accepts calls, which count as TLS", async () => {
  const role = await withPolicy(tlsIs("false"), mayDoAnything);
  const got = await role.send(new GetObjectCommand(object));
  expect(await got.Body?.transformToString()).toBe("a,b\n");
});

test("a denial in the bucket's policy applies to the bucket and its objects, whatever the role may do", async () => {
  const role = await withPolicy(tlsIs("true"), mayDoAnything);
  await expect(role.send(new GetObjectCommand(object))).rejects.toThrow(
    "with an explicit deny in a resource-based policy",
  );
  await expect(role.send(new HeadBucketCommand(object))).rejects.toMatchObject({
    $metadata: { httpStatusCode: 403 },
  });
});

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
test("within an account the bucket's policy alone can allow a role", async () => {
  const role = await withPolicy({
    Effect: "Allow",
    Principal: { AWS: testCaller.roleArn },
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::goods/imports/*",
  });
  await (await role.send(new GetObjectCommand(object))).Body?.transformToString();
  await expect(role.send(new PutObjectCommand({ ...object, Body: "" }))).rejects.toMatchObject({
    name: "AccessDenied",
  });
});
