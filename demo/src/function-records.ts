import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A JSON line of a function's log: its own, or the platform's. */
export type LogRecord = { readonly [field: string]: unknown };

/** What stands so far in a function's log that is JSON. The stage may be at its last line; without a log there is nothing. */
export function recordsOf(stateDirectory: string, functionName: string): readonly LogRecord[] {
  return entriesOf(join(stateDirectory, "logs", `${functionName}.jsonl`)).flatMap((entry) => {
    try {
      return JSON.parse(JSON.parse(entry).line);
    } catch {
      return [];
    }
  });
}

function entriesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, "utf8").split("\n");
  } catch {
    return [];
  }
}
