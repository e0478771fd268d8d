import { isLogRecord, readLogRecord } from "@stagecraft/local-stage/logs/log-record";

const levels = new Set<unknown>(["WARN", "ERROR", "FATAL"]);

/**
 * Whether a log line is a warning or an error, or the platform's record of something that failed.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html
 */
export function isProblem(line: string): boolean {
  const { level, type, record } = readLogRecord(line) ?? {};
  if (typeof type !== "string" || !type.startsWith("platform.")) return levels.has(level);
  const status = isLogRecord(record) ? record.status : undefined;
  return status !== undefined && status !== "success";
}
