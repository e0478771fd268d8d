import { renameSync, writeFileSync } from "node:fs";

/**
 * Writes a file that other processes read at any time: under another name first, then renamed, so that they see the old text
 * or the new one and never a part of it.
 */
export function replaceFile(path: string, text: string, mode = 0o600): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, text, { mode });
  renameSync(unfinished, path);
}
