import { createHash } from "node:crypto";
import {
  CreateMultipartUploadCommand,
  PutObjectCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { expect, test } from "vitest";
import { createDigest } from "./checksums/checksum.ts";
import { openTestS3 } from "./testing/open-test-s3.ts";

const object = { Bucket: "goods", Key: "a" };
const Body = "right body";

async function writers() {
  const { client, files } = await openTestS3();
  const { UploadId } = await client.send(new CreateMultipartUploadCommand(object));
  const put = (more: object) => client.send(new PutObjectCommand({ ...object, Body, ...more }));
  const part = (more: object) =>
    client.send(new UploadPartCommand({ ...object, UploadId, PartNumber: 1, Body, ...more }));
  return { writes: [put, part], files, put, part };
}

// AWS's answers, recorded by LocalStack on 2026-02-21:
// https://github.com/localstack/localstack/blob/8b9a79f05846835cf4dff63ab7eefdde9df83783/tests/aws/services/s3/test_s3.snapshot.json
test.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
  "a %s that is none, and one of other bytes, are different errors of a put and of a part",
  async (algorithm) => {
    const { writes, files } = await writers();
    const other = createDigest(algorithm);
    other.update(Buffer.from("bad data"));
    const wrong = other.digest();
    for (const write of writes) {
      for (const value of ["a1b2c3d4", wrong.subarray(1).toString("base64"), "not base64!"]) {
        await expect(write({ [`Checksum${algorithm}`]: value })).rejects.toMatchObject({
          name: "InvalidRequest",
          message: `Value for x-amz-checksum-${algorithm.toLowerCase()} header is invalid.`,
        });
      }
      const ofOther = { [`Checksum${algorithm}`]: wrong.toString("base64") };
      await expect(write(ofOther)).rejects.toMatchObject({
        name: "BadDigest",
        message: `The ${algorithm} you specified did not match the calculated checksum.`,
      });
    }
    expect(files()).toEqual([]);
  },
);

test("two checksums are refused before their values are read", async () => {
  const { writes } = await writers();
  for (const write of writes) {
    await expect(write({ ChecksumSHA256: "x", ChecksumCRC32: "y" })).rejects.toMatchObject({
      name: "InvalidRequest",
      message:
        "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    });
  }
});

// https://github.com/versity/versitygw/issues/1598 has AWS's message.
test("a checksum of another algorithm than the one that is named is refused", async () => {
  const { writes } = await writers();
  for (const write of writes) {
    await expect(
      write({ ChecksumAlgorithm: "CRC32", ChecksumCRC32C: "ImIEBA==" }),
    ).rejects.toMatchObject({
      name: "InvalidRequest",
      message: "Value for x-amz-sdk-checksum-algorithm header is invalid.",
    });
  }
});

test.each(["__invalid__", "000", "not base64 encoded checksum", "MTIz", "dGVzdC1zdHJpbmc="])(
  "the Content-MD5 %s is invalid",
  async (ContentMD5) => {
    const { writes } = await writers();
    for (const write of writes) {
      await expect(write({ ContentMD5 })).rejects.toMatchObject({
        name: "InvalidDigest",
        message: "The Content-MD5 you specified was invalid.",
        "Content-MD5": ContentMD5,
      });
    }
  },
);

test("a Content-MD5 of other bytes is refused with both digests", async () => {
  const { put, part } = await writers();
  const md5 = (text: string) => createHash("md5").update(text);
  const ContentMD5 = md5("bad data").digest("base64");
  const badDigest = {
    name: "BadDigest",
    message: "The Content-MD5 you specified did not match what we received.",
    CalculatedDigest: md5(Body).digest("base64"),
  };
  const ofPut = { ...badDigest, ExpectedDigest: md5("bad data").digest("hex") };
  await expect(put({ ContentMD5 })).rejects.toMatchObject(ofPut);
  const ofPart = { ...badDigest, ExpectedDigest: ContentMD5 };
  await expect(part({ ContentMD5 })).rejects.toMatchObject(ofPart);
});
