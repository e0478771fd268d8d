import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A JSON object in a function's log, written by the function or by Lambda. */
export type LogRecord = { readonly [field: string]: unknown };

/** Reads the JSON objects in a function's log. An incomplete last line is skipped; without a log the result is empty. */
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

/** A function may log other JSON values: `null`, a number, an array. */
function isRecord(value: unknown): value is LogRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
