import type { IncomingMessage } from "node:http";

/**
 * Reads a body of at most `limitBytes`. The rest of a longer one is read and dropped: a client that is still sending when the connection
 * closes would not see its answer.
 *
 * @returns undefined for a longer one
 * @throws Node's error when the client goes away, or takes longer than the server's `requestTimeout`
 */
export async function readBody(
  request: IncomingMessage,
  limitBytes: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    if (sizeBytes <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return sizeBytes <= limitBytes ? Buffer.concat(chunks) : undefined;
}
