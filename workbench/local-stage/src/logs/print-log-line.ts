import type { LogLine } from "./log-line.ts";

type Record = { readonly [key: string]: unknown };

/** What every line repeats, or what stands at its beginning. */
const notShown = new Set(
  "level message timestamp service sampling_rate xray_trace_id cold_start function_arn function_memory_size function_name function_request_id".split(
    " ",
  ),
);

/**
 * A log line for a person: time, function, and what it says. Undefined for what only marks the beginning and end of an
 * invocation that went well.
 */
export function printLogLine({ functionName, timestampMs, line }: LogLine): string | undefined {
  const record = readRecord(line);
  const text = record ? printRecord(record) : line;
  if (text === undefined) return undefined;
  return `${new Date(timestampMs).toISOString().slice(11, 23)} ${functionName.padEnd(20)} ${text}`;
}

function printRecord(record: Record): string | undefined {
  if (typeof record.type === "string" && record.type.startsWith("platform.")) {
    return printPlatform(record.type.slice("platform.".length), record.record as Record);
  }
  if (record._aws) return `METRIC ${fields(record, new Set(["_aws", ...notShown]))}`;
  const { level = "INFO", message = "" } = record;
  return `${String(level).padEnd(5)} ${[message, fields(record, notShown)].join(" ").trim()}`;
}

function printPlatform(event: string, record: Record): string | undefined {
  const { status, errorType, metrics } = record;
  if (event !== "report" && (status === undefined || status === "success")) return undefined;
  const failed =
    status === "success" || status === undefined ? "" : `${status} ${errorType ?? ""} `;
  return `${event.toUpperCase()} ${failed}${fields((metrics ?? {}) as Record, new Set())}`.trim();
}

function fields(record: Record, left: ReadonlySet<string>): string {
  return Object.entries(record)
    .filter(([name]) => !left.has(name))
    .map(([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`)
    .join(" ");
}

function readRecord(line: string): Record | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    return JSON.parse(line) as Record;
  } catch {
    return undefined;
  }
}
