import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { ByteProgress } from "./byte-progress.ts";

/** Uploads generated content as a multipart upload, while it is generated. */
export async function upload(
  client: S3Client,
  object: { readonly bucket: string; readonly key: string },
  content: Iterable<Buffer>,
  options: { readonly progress: ByteProgress; readonly signal: AbortSignal },
): Promise<void> {
  const { progress, signal } = options;
  function* withProgress() {
    let bytes = 0;
    for (const chunk of content) {
      signal.throwIfAborted();
      yield chunk;
      bytes += chunk.length;
      progress.reach(bytes);
    }
  }
  const params = {
    Bucket: object.bucket,
    Key: object.key,
    ContentType: "text/csv",
    Body: Readable.from(withProgress()),
  };
  await new Upload({ client, params }).done();
  progress.end();
}
