import { Readable } from "node:stream";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { Files } from "./dependencies.ts";

/**
 * The files of a bucket in S3. What is read comes as it is taken, and what is written goes part by part, one at a
 * time: no file is ever held in memory.
 */
export function bucketFiles(client: S3Client): Files {
  return {
    async *read({ bucket, key, versionId }, offsetBytes) {
      const { Body } = await client.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          VersionId: versionId,
          ...(offsetBytes > 0 && { Range: `bytes=${offsetBytes}-` }),
        }),
      );
      if (Body instanceof Readable) yield* Body;
    },

    async write({ bucket, key, contentType }, content) {
      const upload = new Upload({
        client,
        queueSize: 1,
        params: {
          Bucket: bucket,
          Key: key,
          ContentType: contentType,
          Body: Readable.from(content),
        },
      });
      await upload.done();
    },
  };
}
