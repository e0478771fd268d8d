import { parseJsonLine } from "./parse-json-line.ts";

/** The fields of a structured log line. */
export type LogRecord = { readonly [name: string]: unknown };

/** Lambda's text format, as `console` writes it: https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html */
const textLine =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z\t([^\t\n]*)\t(TRACE|DEBUG|INFO|WARN|ERROR|FATAL)\t([\s\S]*)$/;

/**
 * Reads a line of a function's log: JSON of its own, of the runtime or of the platform, or Lambda's text format, whose errors
 * are JSON. Undefined for any other text.
 */
export function readLogRecord(line: string): LogRecord | undefined {
  const json = parseJsonLine(line);
  if (json) return json;
  const [, requestId, level, text = ""] = textLine.exec(line) ?? [];
  if (level === undefined) return undefined;
  const from = text.indexOf("\t{");
  const error = from < 0 ? undefined : parseJsonLine(text.slice(from + 1));
  return {
    level,
    message: error ? text.slice(0, from).trim() : text,
    ...(error && { error }),
    ...(requestId !== "undefined" && { requestId }),
  };
}

export function isLogRecord(value: unknown): value is LogRecord {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
