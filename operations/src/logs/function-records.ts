import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A JSON line of a function's log: its own, or the platform's. */
export type LogRecord = { readonly [field: string]: unknown };

/** The JSON objects of a function's log so far. The stage may be at its last line; without a log there is nothing. */
export function recordsOf(stateDirectory: string, functionName: string): readonly LogRecord[] {
  return entriesOf(join(stateDirectory, "logs", `${functionName}.jsonl`)).flatMap((entry) => {
    try {
      const record: unknown = JSON.parse(JSON.parse(entry).line);
      return isRecord(record) ? [record] : [];
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

/** A function may log any JSON: `null`, a number, a list. */
function isRecord(value: unknown): value is LogRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
