import { randomUUID } from "node:crypto";
import { createReadStream, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A file that holds an object or a part of one. */
export type Segment = { readonly file: string; readonly sizeBytes: number };

/** The bytes of objects, in files that never change. */
export type ObjectFiles = {
  /**
   * Writes a body under a temporary name, and renames the file when it is complete; a failure leaves no file. Returns the
   * name.
   */
  receive(bytes: AsyncIterable<Buffer>): Promise<string>;
  /** Bytes `from` (inclusive) to `to` (exclusive) of the segments in their order. */
  read(segments: readonly Segment[], from: number, to: number): AsyncIterable<Buffer>;
  /** Removes files; one that is being read is removed after its last reader. */
  remove(segments: readonly Segment[]): void;
};

const readAheadBytes = 256 * 1024;

/**
 * Opens the files in `directory`. Incomplete files of an earlier process, and those that are not stored (`isStored`), are
 * removed.
 */
export function openObjectFiles(
  directory: string,
  isStored: (file: string) => boolean,
): ObjectFiles {
  const incoming = join(directory, "incoming");
  const objects = join(directory, "objects");
  rmSync(incoming, { recursive: true, force: true });
  mkdirSync(incoming, { recursive: true });
  mkdirSync(objects, { recursive: true });
  for (const file of readdirSync(objects)) if (!isStored(file)) rmSync(join(objects, file));

  const readers = new Map<string, number>();
  const doomed = new Set<string>();

  function release(file: string) {
    const left = (readers.get(file) ?? 1) - 1;
    if (left > 0) return void readers.set(file, left);
    readers.delete(file);
    if (doomed.delete(file)) rmSync(join(objects, file), { force: true });
  }

  async function* stream(segments: readonly Segment[], from: number, to: number) {
    try {
      let startBytes = 0;
      for (const { file, sizeBytes } of segments) {
        const start = Math.max(0, from - startBytes);
        const end = Math.min(sizeBytes, to - startBytes);
        startBytes += sizeBytes;
        if (start >= end) continue;
        yield* createReadStream(join(objects, file), {
          start,
          end: end - 1,
          highWaterMark: readAheadBytes,
        }) as AsyncIterable<Buffer>;
      }
    } finally {
      for (const { file } of segments) release(file);
    }
  }

  return {
    async receive(bytes) {
      const file = randomUUID();
      const temporary = join(incoming, file);
      try {
        await writeFile(temporary, bytes);
        renameSync(temporary, join(objects, file));
        return file;
      } catch (error) {
        rmSync(temporary, { force: true });
        throw error;
      }
    },
    read(segments, from, to) {
      for (const { file } of segments) readers.set(file, (readers.get(file) ?? 0) + 1);
      return stream(segments, from, to);
    },
    remove(segments) {
      for (const { file } of segments) {
        if (readers.has(file)) doomed.add(file);
        else rmSync(join(objects, file), { force: true });
      }
    },
  };
}
