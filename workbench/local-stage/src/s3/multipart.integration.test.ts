import { createHash, randomBytes } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  type ChecksumAlgorithm,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { createCrc } from "./checksums/crc.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "imports/large.csv" };
const parts = [randomBytes(5 * 1024 ** 2), randomBytes(5 * 1024 ** 2), randomBytes(1000)];

async function create(client: S3Client, more: object = {}) {
  const { UploadId = "" } = await client.send(
    new CreateMultipartUploadCommand({ ...object, Metadata: { origin: "warehouse" }, ...more }),
  );
  return UploadId;
}

async function uploadAll(
  client: S3Client,
  UploadId: string,
  ChecksumAlgorithm?: ChecksumAlgorithm,
): Promise<CompletedPart[]> {
  return Promise.all(
    parts.map(async (Body, index) => {
      const PartNumber = index + 1;
      const { $metadata: _, ...sent } = await client.send(
        new UploadPartCommand({ ...object, UploadId, PartNumber, Body, ChecksumAlgorithm }),
      );
      return ChecksumAlgorithm ? { ...sent, PartNumber } : { ETag: sent.ETag, PartNumber };
    }),
  );
}

function complete(client: S3Client, UploadId: string, Parts: CompletedPart[], more: object = {}) {
  return client.send(
    new CompleteMultipartUploadCommand({
      ...object,
      UploadId,
      MultipartUpload: { Parts },
      ...more,
    }),
  );
}

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html#AmazonS3-Type-Object-ETag
test("parts become one object, whose ETag is computed from theirs", async () => {
  const { client, files, clientOf, restart } = await openTestS3();
  const UploadId = await create(client);
  const sent = await uploadAll(client, UploadId);
  await restart();
  const after = clientOf("operator");
  const { ETag } = await complete(after, UploadId, sent);
  const digests = parts.map((part) => createHash("md5").update(part).digest());
  const md5 = createHash("md5").update(Buffer.concat(digests)).digest("hex");
  expect(ETag).toBe(`"${md5}-3"`);
  expect(files()).toHaveLength(3);

  const got = await after.send(new GetObjectCommand(object));
  expect(got.Metadata).toEqual({ origin: "warehouse" });
  const bytes = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
  expect(bytes.equals(Buffer.concat(parts))).toBe(true);

  const across = { ...object, Range: `bytes=${5 * 1024 ** 2 - 2}-${5 * 1024 ** 2 + 1}` };
  const cut = await after.send(new GetObjectCommand(across));
  const expected = Buffer.concat(parts).subarray(5 * 1024 ** 2 - 2, 5 * 1024 ** 2 + 2);
  expect(Buffer.from((await cut.Body?.transformToByteArray()) ?? [])).toEqual(expected);
  const last = await after.send(new GetObjectCommand({ ...object, PartNumber: 3 }));
  expect(last).toMatchObject({ ContentLength: 1000, PartsCount: 3 });
  await last.Body?.transformToByteArray();
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity-upload.html
test("a composite checksum is that of the parts' checksums", async () => {
  const { client } = await openTestS3();
  const UploadId = await create(client, { ChecksumAlgorithm: "SHA256" });
  const sent = await uploadAll(client, UploadId, "SHA256");
  const done = await complete(client, UploadId, sent);
  const digests = parts.map((part) => createHash("sha256").update(part).digest());
  const whole = createHash("sha256").update(Buffer.concat(digests)).digest("base64");
  expect(done.ChecksumSHA256).toBe(`${whole}-3`);
});

test("a full-object checksum is computed from those of the parts", async () => {
  const { client } = await openTestS3();
  const UploadId = await create(client, { ChecksumAlgorithm: "CRC64NVME" });
  const sent = await uploadAll(client, UploadId, "CRC64NVME");
  await expect(
    complete(client, UploadId, sent, { ChecksumCRC64NVME: "AAAAAAAAAAA=" }),
  ).rejects.toMatchObject({ name: "BadDigest" });
  const crc = createCrc("CRC64NVME");
  for (const part of parts) crc.update(part);
  const whole = crc.digest().toString("base64");
  const done = await complete(client, UploadId, sent, { ChecksumCRC64NVME: whole });
  expect(done).toMatchObject({ ChecksumCRC64NVME: whole, ChecksumType: "FULL_OBJECT" });
});

test("a part sent again replaces the first, and those left out are dropped", async () => {
  const { client, files } = await openTestS3();
  const UploadId = await create(client);
  const sent = await uploadAll(client, UploadId);
  const again = await client.send(
    new UploadPartCommand({ ...object, UploadId, PartNumber: 1, Body: "short" }),
  );
  const listed = await client.send(new ListPartsCommand({ ...object, UploadId, MaxParts: 2 }));
  expect(listed.Parts?.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([
    [1, 5],
    [2, 5 * 1024 ** 2],
  ]);
  expect(listed).toMatchObject({ IsTruncated: true, NextPartNumberMarker: "2" });
  await complete(client, UploadId, [{ PartNumber: 1, ETag: again.ETag }]);
  expect(files()).toHaveLength(1);
  await expect(complete(client, UploadId, sent)).rejects.toMatchObject({ name: "NoSuchUpload" });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/API_CompleteMultipartUpload.html#API_CompleteMultipartUpload_Errors
test("a wrong list of parts is refused, and the upload stays", async () => {
  const { client } = await openTestS3();
  const UploadId = await create(client);
  const sent = await uploadAll(client, UploadId);
  const [first, second, third] = sent as [CompletedPart, CompletedPart, CompletedPart];
  const refused = [
    ["InvalidPartOrder", [second, first]],
    ["InvalidPart", [{ ...first, ETag: '"other"' }]],
    ["InvalidPart", [{ PartNumber: 9, ETag: first.ETag }]],
    ["EntityTooSmall", [first, { ...third, PartNumber: 3 }, { ...third, PartNumber: 4 }]],
  ] as const;
  await client.send(
    new UploadPartCommand({ ...object, UploadId, PartNumber: 4, Body: parts[2] as Buffer }),
  );
  for (const [name, list] of refused) {
    await expect(complete(client, UploadId, [...list])).rejects.toMatchObject({ name });
  }
  await complete(client, UploadId, sent);
});

test("an aborted upload leaves nothing, not even of a part that is being received", async () => {
  const { client, files } = await openTestS3();
  const UploadId = await create(client);
  await uploadAll(client, UploadId);
  const { Body, ...late } = { ...object, UploadId, PartNumber: 4, Body: randomBytes(3_000_000) };
  const onItsWay = client.send(new UploadPartCommand({ ...late, Body }));
  await client.send(new AbortMultipartUploadCommand({ ...object, UploadId }));
  await onItsWay.catch((error) => expect(error.name).toBe("NoSuchUpload"));
  expect(files()).toEqual([]);
  await expect(client.send(new UploadPartCommand({ ...late, Body: "x" }))).rejects.toMatchObject({
    name: "NoSuchUpload",
  });
});

test("an object that is replaced while it is read keeps its bytes until the end", async () => {
  const { client, files } = await openTestS3();
  const Body = randomBytes(8 * 1024 ** 2);
  await client.send(new PutObjectCommand({ ...object, Body }));
  const got = await client.send(new GetObjectCommand(object));
  await client.send(new PutObjectCommand({ ...object, Body: "new" }));
  expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(Body)).toBe(true);
  await expect.poll(files).toHaveLength(1);
});
