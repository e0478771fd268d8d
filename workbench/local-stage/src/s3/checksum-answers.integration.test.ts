import { createHash } from "node:crypto";
import {
  type ChecksumAlgorithm,
  type ChecksumType,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListPartsCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { createCrc } from "./checksums/crc.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "a" };
const body = "aaa";

const crc = (algorithm: "CRC32" | "CRC32C" | "CRC64NVME", bytes: Buffer | string = body) => {
  const digest = createCrc(algorithm);
  digest.update(Buffer.from(bytes));
  return digest.digest().toString("base64");
};

async function begin(
  client: S3Client,
  asked: { ChecksumAlgorithm?: ChecksumAlgorithm; ChecksumType?: ChecksumType } = {},
) {
  const { $metadata: _, ...created } = await client.send(
    new CreateMultipartUploadCommand({ ...object, ...asked }),
  );
  const upload = { ...object, UploadId: created.UploadId };
  return {
    created,
    uploadPart: (more: object = {}) =>
      client.send(new UploadPartCommand({ ...upload, PartNumber: 1, Body: body, ...more })),
    listParts: () => client.send(new ListPartsCommand(upload)),
    complete: (part: CompletedPart, more: object = {}) =>
      client.send(
        new CompleteMultipartUploadCommand({
          ...upload,
          MultipartUpload: { Parts: [{ PartNumber: 1, ...part }] },
          ...more,
        }),
      ),
  };
}

const invalidRequest = (message: string) => ({ name: "InvalidRequest", message });

// AWS's answers, recorded by LocalStack on 2026-02-21:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3.snapshot.json
test("an upload that asks for no checksum names none before it is complete", async () => {
  const { client } = await openTestS3();
  const { created, uploadPart, listParts, complete } = await begin(client);
  expect(created).toEqual({
    Bucket: "goods",
    Key: "a",
    UploadId: expect.any(String),
    ServerSideEncryption: "AES256",
  });
  const part = await uploadPart({ ChecksumAlgorithm: "CRC32C" });
  expect(part.ChecksumCRC32C).toBe(crc("CRC32C"));
  expect(part.ChecksumCRC64NVME).toBeUndefined();
  const listed = await listParts();
  expect(listed).not.toHaveProperty("ChecksumAlgorithm");
  expect(listed).not.toHaveProperty("ChecksumType");
  expect(Object.keys(listed.Parts?.[0] ?? {}).toSorted()).toEqual([
    "ETag",
    "LastModified",
    "PartNumber",
    "Size",
  ]);
  const { ETag } = part;
  await expect(complete({ ETag, ChecksumCRC32C: crc("CRC32C") })).rejects.toMatchObject({
    name: "InvalidPart",
    PartNumber: "1",
    ETag: ETag?.replaceAll('"', ""),
  });
  for (const ChecksumType of ["FULL_OBJECT", "COMPOSITE"]) {
    await expect(complete({ ETag }, { ChecksumType })).rejects.toMatchObject(
      invalidRequest(
        "The upload was created using the null checksum mode. The complete request must use the same checksum mode.",
      ),
    );
  }
  const done = await complete({ ETag }, { ChecksumCRC32C: `${crc("CRC32C")}-2` });
  expect(done).toMatchObject({
    ChecksumCRC64NVME: crc("CRC64NVME"),
    ChecksumType: "FULL_OBJECT",
  });
});

test.each([
  ["CRC32", "COMPOSITE"],
  ["CRC32C", "COMPOSITE"],
  ["SHA1", "COMPOSITE"],
  ["SHA256", "COMPOSITE"],
  ["CRC64NVME", "FULL_OBJECT"],
] as const)("an upload that asks for %s has the type %s", async (algorithm, ChecksumType) => {
  const { client } = await openTestS3();
  const { created, listParts } = await begin(client, { ChecksumAlgorithm: algorithm });
  expect(created).toMatchObject({ ChecksumAlgorithm: algorithm, ChecksumType });
  expect(await listParts()).toMatchObject({ ChecksumAlgorithm: algorithm, ChecksumType });
});

test.each([
  [{ ChecksumType: "COMPOSITE" as const }, /can only be used with the x-amz-checksum-algorithm/],
  [
    { ChecksumAlgorithm: "CRC64NVME" as const, ChecksumType: "COMPOSITE" as const },
    "The COMPOSITE checksum type cannot be used with the crc64nvme checksum algorithm.",
  ],
  [
    { ChecksumAlgorithm: "SHA256" as const, ChecksumType: "FULL_OBJECT" as const },
    "The FULL_OBJECT checksum type cannot be used with the sha256 checksum algorithm.",
  ],
  [
    { ChecksumAlgorithm: "MD4" as ChecksumAlgorithm },
    /^Checksum algorithm provided is unsupported/,
  ],
])("an upload cannot ask for %o", async (asked, message) => {
  const { client } = await openTestS3();
  const refused = expect(begin(client, asked)).rejects;
  await refused.toThrow(message);
});

test("a composite upload has the checksums of its parts, and needs them again", async () => {
  const { client } = await openTestS3();
  const { uploadPart, listParts, complete } = await begin(client, { ChecksumAlgorithm: "CRC32" });
  const { ETag, ChecksumCRC32 } = await uploadPart();
  expect(ChecksumCRC32).toBe(crc("CRC32"));
  expect((await listParts()).Parts).toMatchObject([{ ChecksumCRC32 }]);
  await expect(complete({ ETag })).rejects.toMatchObject(
    invalidRequest(
      "The upload was created using a crc32 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.",
    ),
  );
  await expect(complete({ ETag, ChecksumCRC32: crc("CRC32", "b") })).rejects.toMatchObject({
    name: "InvalidPart",
  });
  const ChecksumSHA256 = createHash("sha256").update(body).digest("base64");
  await expect(complete({ ETag, ChecksumSHA256 })).rejects.toMatchObject({
    name: "BadDigest",
    message: "The sha256 you specified for part 1 did not match what we received.",
  });
  await expect(
    complete({ ETag, ChecksumCRC32 }, { ChecksumType: "FULL_OBJECT" }),
  ).rejects.toMatchObject(
    invalidRequest(
      "The upload was created using the COMPOSITE checksum mode. The complete request must use the same checksum mode.",
    ),
  );
  const value = `${crc("CRC32", Buffer.from(crc("CRC32"), "base64"))}-1`;
  expect(await complete({ ETag, ChecksumCRC32 })).toMatchObject({
    ChecksumCRC32: value,
    ChecksumType: "COMPOSITE",
  });
});

test("a full-object upload is compared with a checksum of that type and algorithm only", async () => {
  const { client } = await openTestS3();
  const asked = { ChecksumAlgorithm: "CRC32C", ChecksumType: "FULL_OBJECT" } as const;
  const { uploadPart, complete } = await begin(client, asked);
  const { ETag, ChecksumCRC32C } = await uploadPart({ ChecksumAlgorithm: "CRC32C" });
  const wrong = [
    { ChecksumCRC32C },
    { ChecksumCRC64NVME: crc("CRC64NVME") },
    { ChecksumCRC32C: crc("CRC32C", "b"), ChecksumType: "FULL_OBJECT" },
    { ChecksumCRC32: crc("CRC32"), ChecksumType: "FULL_OBJECT" },
  ];
  for (const more of wrong) {
    await expect(complete({ ETag }, more)).rejects.toMatchObject({
      name: "BadDigest",
      message: "The crc32c you specified did not match the calculated checksum.",
    });
  }
  const done = await complete({ ETag }, { ChecksumCRC32C, ChecksumType: "FULL_OBJECT" });
  expect(done).toMatchObject({ ChecksumCRC32C, ChecksumType: "FULL_OBJECT" });
});

test("a part with another algorithm than the upload's is refused", async () => {
  const { client } = await openTestS3();
  const { uploadPart } = await begin(client, { ChecksumAlgorithm: "SHA256" });
  await expect(uploadPart({ ChecksumAlgorithm: "CRC32" })).rejects.toMatchObject(
    invalidRequest(
      "Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: crc32",
    ),
  );
});

test("a list without parts is refused", async () => {
  const { client } = await openTestS3();
  const { complete } = await begin(client);
  const none = complete({}, { MultipartUpload: { Parts: [] } });
  await expect(none).rejects.toMatchObject(invalidRequest("You must specify at least one part"));
});

test("a read returns the checksum only when it is asked for, a part its own", async () => {
  const { client } = await openTestS3();
  const { uploadPart, complete } = await begin(client, { ChecksumAlgorithm: "CRC32C" });
  const { ETag, ChecksumCRC32C } = await uploadPart({ ChecksumAlgorithm: "CRC32C" });
  const done = await complete({ ETag, ChecksumCRC32C });
  const ChecksumMode = "ENABLED";
  const head = (more: object) => client.send(new HeadObjectCommand({ ...object, ...more }));
  expect(await head({})).not.toHaveProperty("ChecksumType");
  expect(await head({ ChecksumMode })).toMatchObject({
    ChecksumCRC32C: done.ChecksumCRC32C,
    ChecksumType: "COMPOSITE",
  });
  expect(await head({ ChecksumMode, PartNumber: 1 })).toMatchObject({
    ChecksumCRC32C,
    ChecksumType: "COMPOSITE",
    PartsCount: 1,
  });
  const range = { ...object, ChecksumMode, Range: "bytes=0-1" } as const;
  expect(await client.send(new GetObjectCommand(range))).not.toHaveProperty("ChecksumType");
});

test("a copy has a full-object checksum, of the source's algorithm or the one that it asks for", async () => {
  const { client } = await openTestS3();
  await client.send(new PutObjectCommand({ ...object, Body: body, ChecksumAlgorithm: "CRC32C" }));
  const copy = async (more: object = {}) => {
    const to = { ...object, Key: "b", CopySource: "goods/a", ...more };
    return (await client.send(new CopyObjectCommand(to))).CopyObjectResult;
  };
  const ChecksumType = "FULL_OBJECT";
  expect(await copy()).toMatchObject({ ChecksumCRC32C: crc("CRC32C"), ChecksumType });
  expect(await copy({ ChecksumAlgorithm: "CRC32" })).toMatchObject({
    ChecksumCRC32: crc("CRC32"),
    ChecksumType,
  });
});
