import { Readable } from "node:stream";
import { GetObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { activeTraceparent, linkActiveSpan } from "@stagecraft/observability/tracing/traceparent";
import type { Files } from "./dependencies.ts";

/**
 * The files of a bucket in S3. Reads are streamed and writes are uploaded part by part, so that no file is ever in memory as a
 * whole.
 */
export function bucketFiles(client: S3Client): Files {
  return {
    async *read({ bucket, key, versionId }, offsetBytes) {
      const { Body, Metadata } = await client.send(
        new GetObjectCommand({
          Bucket: bucket,
          Key: key,
          VersionId: versionId,
          ...(offsetBytes > 0 && { Range: `bytes=${offsetBytes}-` }),
        }),
      );
      // Whoever uploaded it may have named the span that made it.
      linkActiveSpan(Metadata?.traceparent);
      if (Body instanceof Readable) yield* Body;
    },

    async write({ bucket, key, contentType }, content) {
      const traceparent = activeTraceparent();
      const upload = new Upload({
        client,
        queueSize: 1,
        params: {
          Bucket: bucket,
          Key: key,
          ContentType: contentType,
          ...(traceparent && { Metadata: { traceparent } }),
          Body: Readable.from(content),
        },
      });
      await upload.done();
    },
  };
}
