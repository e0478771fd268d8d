import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isLogRecord, type LogRecord } from "@stagecraft/local-stage/logs/log-record";

/** Reads the JSON objects in a function's log. An incomplete last line is skipped; without a log the result is empty. */
export function recordsOf(stateDirectory: string, functionName: string): readonly LogRecord[] {
  return entriesOf(join(stateDirectory, "logs", `${functionName}.jsonl`)).flatMap((entry) => {
    try {
      const record: unknown = JSON.parse(JSON.parse(entry).line);
      return isLogRecord(record) ? [record] : [];
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
