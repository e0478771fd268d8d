import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import { GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { expect, test } from "vitest";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "imports/a b.csv" };

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-upload-object.html
test("a stream of unknown length is uploaded in parts by the SDK's Upload", async () => {
  const { client } = await openTestS3();
  const pieces = Array.from({ length: 12 }, () => randomBytes(1024 ** 2));
  const params = { ...object, Body: Readable.from(pieces) };
  const done = await new Upload({ client, params, partSize: 5 * 1024 ** 2 }).done();
  expect(done.ETag).toMatch(/^"[0-9a-f]{32}-3"$/);
  const got = await client.send(new GetObjectCommand(object));
  const md5 = createHash("md5");
  for await (const piece of got.Body as Readable) md5.update(piece);
  const expected = createHash("md5").update(Buffer.concat(pieces)).digest("hex");
  expect(md5.digest("hex")).toBe(expected);
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
test("the SDK's presigned URLs put and get, with temporary keys too", async () => {
  const statements = [
    { Effect: "Allow", Action: ["s3:GetObject", "s3:PutObject"], Resource: "arn:aws:s3:::goods/*" },
  ];
  const { clientOf } = await openTestS3({ statements });
  const role = clientOf("role");
  const put = new PutObjectCommand({ ...object, Metadata: { origin: "warehouse" } });
  const sent = await fetch(await getSignedUrl(role, put), { method: "PUT", body: "a,b\n" });
  expect(sent.status).toBe(200);
  const got = await fetch(await getSignedUrl(role, new GetObjectCommand(object)));
  expect(await got.text()).toBe("a,b\n");
  expect(got.headers.get("x-amz-meta-origin")).toBe("warehouse");
});
