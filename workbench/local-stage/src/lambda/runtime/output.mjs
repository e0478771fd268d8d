let bytes = 0;

/**
 * Sends stderr down stdout, so that the lines keep their order, and counts what is written: the stage learns
 * from the count how much of the stream belongs before an invocation's end.
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

/** Resolves when the stage's end of the pipe has everything: a frozen process writes nothing. */
export async function flushOutput() {
  if (process.stdout.writableLength === 0) return;
  await new Promise((resolve) => process.stdout.write("", resolve));
}
