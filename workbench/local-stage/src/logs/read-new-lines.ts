import { open } from "node:fs/promises";
import { basename, join } from "node:path";
import type { LogLine } from "./log-line.ts";

const chunkBytes = 1024 * 1024;

/**
 * Reads the new lines of a log file since the last call; an incomplete line is left for the next call. An incomplete line
 * of a killed stage is returned as it is, with the time of the line before it.
 */
export function newLinesOf(directory: string, file: string): () => Promise<LogLine[]> {
  const functionName = basename(file, ".jsonl");
  let offset = 0;
  let timestampMs = 0;
  function read(text: string): LogLine {
    const entry = parsed(text) ?? { timestampMs, logStream: "", line: text };
    timestampMs = entry.timestampMs;
    return { functionName, ...entry };
  }
  return async () => {
    const lines: LogLine[] = [];
    const handle = await open(join(directory, file)).catch(ifMissing);
    if (!handle) return lines;
    try {
      const buffer = Buffer.alloc(chunkBytes);
      let rest = Buffer.alloc(0);
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, chunkBytes, offset + rest.length);
        if (bytesRead === 0) return lines;
        const bytes = Buffer.concat([rest, buffer.subarray(0, bytesRead)]);
        const end = bytes.lastIndexOf("\n") + 1;
        for (const text of bytes.toString("utf8", 0, end).split("\n").slice(0, -1)) {
          lines.push(read(text));
        }
        offset += end;
        rest = bytes.subarray(end);
      }
    } finally {
      await handle.close();
    }
  };
}

type Entry = Omit<LogLine, "functionName">;

function parsed(text: string): Entry | undefined {
  try {
    const entry = JSON.parse(text) as Partial<Entry> | null;
    const isWhole = typeof entry?.timestampMs === "number" && typeof entry.line === "string";
    return isWhole ? (entry as Entry) : undefined;
  } catch {
    return undefined;
  }
}

/** The state may be removed while it is read. */
function ifMissing(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") throw error;
}
