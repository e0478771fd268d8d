import { appendFileSync, closeSync, openSync } from "node:fs";

/** A file that lines are added to. It never throws; `failed` gets each error. */
export type LineFile = {
  /** Adds a line, which can be read a moment later. */
  write(line: string): void;
  /** Makes all lines readable at once. */
  flush(): void;
  close(): void;
};

/**
 * Opens a file for lines, and makes it if it does not exist. The lines of a turn are one write, which is synchronous: into the cache
 * of the file system it takes a quarter of the processor time of a stream, whose writes go through other threads.
 */
export function openLineFile(path: string, failed: (error: Error) => void): LineFile {
  let file: number | undefined;
  let pending = "";
  let planned: NodeJS.Immediate | undefined;

  function attempt(work: () => void) {
    try {
      work();
    } catch (error) {
      failed(error as Error);
    }
  }

  function flush() {
    clearImmediate(planned);
    planned = undefined;
    const text = pending;
    pending = "";
    const opened = file;
    if (text !== "" && opened !== undefined) attempt(() => appendFileSync(opened, text));
  }

  attempt(() => {
    file = openSync(path, "a");
  });
  return {
    write(line) {
      pending += `${line}\n`;
      planned ??= setImmediate(flush);
    },
    flush,
    close() {
      flush();
      const opened = file;
      file = undefined;
      if (opened !== undefined) attempt(() => closeSync(opened));
    },
  };
}
