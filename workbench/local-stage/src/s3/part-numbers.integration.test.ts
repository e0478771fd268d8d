import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "a" };

async function uploadInParts(client: S3Client, bodies: readonly (Buffer | string)[]) {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
  const Parts = await Promise.all(
    bodies.map(async (Body, index) => {
      const part = { ...object, UploadId, PartNumber: index + 1, Body };
      const { ETag } = await client.send(new UploadPartCommand(part));
      return { ETag, PartNumber: index + 1 };
    }),
  );
  const MultipartUpload = { Parts };
  await client.send(new CompleteMultipartUploadCommand({ ...object, UploadId, MultipartUpload }));
}

async function readPart(client: S3Client, PartNumber: number) {
  const part = { ...object, PartNumber };
  const { $metadata, Body, ContentRange, PartsCount } = await client.send(
    new GetObjectCommand(part),
  );
  const status = $metadata.httpStatusCode;
  const head = await client.send(new HeadObjectCommand(part));
  expect([head.$metadata.httpStatusCode, head.PartsCount]).toEqual([status, PartsCount]);
  return { status, text: await Body?.transformToString(), ContentRange, PartsCount };
}

// AWS's answers, recorded by LocalStack on 2026-02-21:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3.snapshot.json
test("part 1 of an object that was put at once is the object, as a range and without a count", async () => {
  const { client } = await openTestS3();
  const put = await client.send(new PutObjectCommand({ ...object, Body: "test-123" }));
  expect(await readPart(client, 1)).toEqual({
    status: 206,
    text: "test-123",
    ContentRange: "bytes 0-7/8",
    PartsCount: undefined,
  });
  const part = { ...object, PartNumber: 1, ChecksumMode: "ENABLED" } as const;
  expect(await client.send(new HeadObjectCommand(part))).toMatchObject({
    ChecksumCRC32: put.ChecksumCRC32,
    ChecksumType: "FULL_OBJECT",
  });
});

test("a part of an upload is a range, with the count of parts", async () => {
  const { client } = await openTestS3();
  await uploadInParts(client, [Buffer.alloc(5 * 1024 ** 2, "x"), "test content 123"]);
  expect(await readPart(client, 2)).toEqual({
    status: 206,
    text: "test content 123",
    ContentRange: "bytes 5242880-5242895/5242896",
    PartsCount: 2,
  });
  await uploadInParts(client, ["only"]);
  expect(await readPart(client, 1)).toMatchObject({ status: 206, text: "only", PartsCount: 1 });
});

test("a part that does not exist is refused, with the count of parts", async () => {
  const { client } = await openTestS3();
  const get = (PartNumber: number) => client.send(new GetObjectCommand({ ...object, PartNumber }));
  const refused = (PartNumberRequested: string, ActualPartCount: string) => ({
    name: "InvalidPartNumber",
    message: "The requested partnumber is not satisfiable",
    PartNumberRequested,
    ActualPartCount,
    $metadata: { httpStatusCode: 416 },
  });
  await client.send(new PutObjectCommand({ ...object, Body: "test-123" }));
  await expect(get(2)).rejects.toMatchObject(refused("2", "1"));
  await uploadInParts(client, [Buffer.alloc(5 * 1024 ** 2, "x"), "end"]);
  await expect(get(10)).rejects.toMatchObject(refused("10", "2"));
  const head = client.send(new HeadObjectCommand({ ...object, PartNumber: 10 }));
  await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 416 } });
});

test("a range of a part is refused", async () => {
  const { client } = await openTestS3();
  await client.send(new PutObjectCommand({ ...object, Body: "test-123" }));
  const both = { ...object, PartNumber: 1, Range: "bytes=0-8" };
  await expect(client.send(new GetObjectCommand(both))).rejects.toMatchObject({
    name: "InvalidRequest",
    message: "Cannot specify both Range header and partNumber query parameter",
  });
});

// A range of no bytes cannot be written, so an empty object is returned as a whole.
test("part 1 of an empty object is the object", async () => {
  const { client } = await openTestS3();
  await client.send(new PutObjectCommand({ ...object, Body: "" }));
  expect(await readPart(client, 1)).toMatchObject({ status: 200, ContentRange: undefined });
});
