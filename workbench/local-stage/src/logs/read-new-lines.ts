import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import type { LogLine } from "./log-line.ts";

const chunkBytes = 1024 * 1024;

/** Reads what has come to a log file since the last call; a line that is not whole yet is left for the next. */
export function newLinesOf(directory: string, file: string): () => Promise<LogLine[]> {
  const functionName = basename(file, ".jsonl");
  let offset = 0;
  return async () => {
    const lines: LogLine[] = [];
    const handle = await open(join(directory, file));
    try {
      const buffer = Buffer.alloc(chunkBytes);
      let rest = Buffer.alloc(0);
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, chunkBytes, offset + rest.length);
        if (bytesRead === 0) return lines;
        const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
        const end = bytes.lastIndexOf("\n") + 1;
        for (const text of bytes.toString("utf8", 0, end).split("\n").slice(0, -1)) {
          lines.push({ functionName, ...(JSON.parse(text) as Omit<LogLine, "functionName">) });
        }
        offset += end;
        rest = bytes.subarray(end);
      }
    } finally {
      await handle.close();
    }
  };
}
