import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Json } from "@stagecraft/plan/plan";
import { expect, test } from "vitest";
import { openTestS3 } from "./testing/open-test-s3.ts";

const Bucket = "goods";
const Key = "imports/a.csv";

/** A role that may do everything under the condition, and an existing object. */
async function under(Condition: Json): Promise<S3Client> {
  const statement = { Effect: "Allow", Action: "s3:*", Resource: "*", Condition };
  const { client, clientOf } = await openTestS3({ statements: [statement] });
  await client.send(new PutObjectCommand({ Bucket, Key, Body: "a" }));
  return clientOf("role");
}

const list = (Prefix?: string) => (client: S3Client) =>
  client.send(new ListObjectsV2Command({ Bucket, ...(Prefix === undefined ? {} : { Prefix }) }));
const put = (more: object) => (client: S3Client) =>
  client.send(new PutObjectCommand({ Bucket, Key: "b", Body: "b", ...more }));
const get = (client: S3Client) => client.send(new GetObjectCommand({ Bucket, Key }));
const getPresigned = async (client: S3Client) => {
  const url = await getSignedUrl(client, new GetObjectCommand({ Bucket, Key }));
  const response = await fetch(url);
  if (!response.ok) throw new Error(await response.text());
};

const encrypted = { StringEquals: { "s3:x-amz-server-side-encryption": "AES256" } };
const ownFolder = { StringLike: { "s3:prefix": "imports/*" } };
const inHeader = { StringEquals: { "s3:authType": "REST-HEADER" } };
const onlyNew = { Null: { "s3:if-none-match": "false" } };

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/amazon-s3-policy-keys.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/bucket-policy-s3-sigv4-conditions.html
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes-enforce.html
test.each([
  ["listing one's own folder", ownFolder, list("imports/"), true],
  ["listing another folder", ownFolder, list("exports/"), false],
  ["listing everything", ownFolder, list(), false],
  ["a write that asks for encryption", encrypted, put({ ServerSideEncryption: "AES256" }), true],
  ["a write that does not", encrypted, put({}), false],
  ["a write of something new", onlyNew, put({ IfNoneMatch: "*" }), true],
  ["a write over anything", onlyNew, put({}), false],
  ["a signature in the header", inHeader, get, true],
  ["a signature in the query", inHeader, getPresigned, false],
])("%s, under %j", async (_what, condition, call, allowed) => {
  const outcome = call(await under(condition)).then(
    () => true,
    () => false,
  );
  expect(await outcome).toBe(allowed);
});
