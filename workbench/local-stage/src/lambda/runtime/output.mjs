let bytes = 0;

/**
 * Writes stderr to stdout, so that the lines keep their order, and counts the bytes: the count tells the stage which output
 * precedes the end of an invocation.
 */
export function countOutput() {
  const write = process.stdout.write.bind(process.stdout);
  /** @type {(chunk: any, encoding?: any, callback?: any) => boolean} */
  const counted = (chunk, encoding, callback) => {
    bytes +=
      typeof chunk === "string"
        ? Buffer.byteLength(
            chunk,
            typeof encoding === "string" ? /** @type {any} */ (encoding) : "utf8",
          )
        : chunk.byteLength;
    return write(chunk, encoding, callback);
  };
  process.stdout.write = counted;
  process.stderr.write = counted;
}

/** Bytes written since the process started. */
export function outputBytes() {
  return bytes;
}

/** Resolves when everything is written to the pipe, since a frozen process writes nothing. */
export async function flushOutput() {
  if (process.stdout.writableLength === 0) return;
  await new Promise((resolve) => process.stdout.write("", resolve));
}
