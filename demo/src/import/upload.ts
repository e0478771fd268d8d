import { Readable } from "node:stream";
import type { S3Client } from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import type { ByteProgress } from "./byte-progress.ts";

/** Puts what comes part by part, while more of it comes. */
export async function upload(
  client: S3Client,
  object: { readonly bucket: string; readonly key: string },
  content: Iterable<Buffer>,
  options: { readonly progress: ByteProgress; readonly signal: AbortSignal },
): Promise<void> {
  const { progress, signal } = options;
  function* watched() {
    let bytes = 0;
    for (const piece of content) {
      signal.throwIfAborted();
      yield piece;
      bytes += piece.length;
      progress.reach(bytes);
    }
  }
  const params = {
    Bucket: object.bucket,
    Key: object.key,
    ContentType: "text/csv",
    Body: Readable.from(watched()),
  };
  await new Upload({ client, params }).done();
  progress.end();
}
