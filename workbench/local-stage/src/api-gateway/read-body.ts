import type { Readable } from "node:stream";

/**
 * Reads a body up to `limitBytes`; `too-long` as soon as it is known to be more, without reading on.
 * Rejects when the client goes away.
 */
export function readBody(
  request: Readable & {
    readonly aborted?: boolean;
    readonly headers: { readonly "content-length"?: string | undefined };
  },
  limitBytes: number,
): Promise<Buffer | "too-long"> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) {
    return Promise.resolve("too-long");
  }
  return new Promise((resolve, reject) => {
    const gone = () => reject(new Error("The client went away."));
    if (request.aborted || request.destroyed) return gone();
    const chunks: Buffer[] = [];
    let sizeBytes = 0;
    const onData = (chunk: Buffer) => {
      sizeBytes += chunk.length;
      if (sizeBytes <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      request.off("data", onData).pause();
      resolve("too-long");
    };
    request.on("data", onData);
    request.once("end", () =>
      resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)),
    );
    request.once("aborted", gone);
    request.once("error", reject);
  });
}
