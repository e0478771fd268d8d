import type { Readable } from "node:stream";

/**
 * Reads `byteCount` bytes from a stream that is not flowing, and leaves the rest in it.
 * @throws ConnectionLostError when it ends before.
 */
export function readExactly(stream: Readable, byteCount: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      const bytes: Buffer | null = stream.read(byteCount);
      const enough = bytes?.length === byteCount;
      if (!enough && !stream.readableEnded && !stream.destroyed) return;
      stream.off("readable", settle).off("end", settle).off("close", settle);
      if (enough) resolve(bytes);
      else reject(new ConnectionLostError());
    };
    stream.on("readable", settle).on("end", settle).on("close", settle);
    settle();
  });
}

/** The other side disconnected in the middle of a login. */
export class ConnectionLostError extends Error {
  constructor() {
    super("The connection ended during the login.");
    this.name = "ConnectionLostError";
  }
}
