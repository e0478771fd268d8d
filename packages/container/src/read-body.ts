import type { IncomingMessage } from "node:http";

/**
 * Reads a body of at most `limitBytes`.
 *
 * @returns undefined as soon as it is known to be longer
 * @throws Node's error when the client goes away
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > limitBytes) return undefined;
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  // `return` in a for-await loop would destroy the connection before the answer.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
