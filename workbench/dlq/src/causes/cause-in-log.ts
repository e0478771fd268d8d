import {
  isLogRecord,
  type LogRecord,
  readLogRecord,
} from "@stagecraft/local-stage/logs/log-record";
import { readLoggedError } from "@stagecraft/local-stage/logs/logged-error";
import type { Failure } from "../letters/dead-letter.ts";

/** A line of a function's log. */
export type LoggedLine = { readonly timestampMs: number; readonly line: string };

/** What a log tells of a failure. */
export type LoggedCause = Partial<Failure> & { readonly lastMs: number };

/**
 * What lines that name a message, or an invocation, tell of its failure: the last of them that names an error. Lines are
 * as Powertools' logger or Lambda's own formats write them; of others only the time is told.
 */
export function causeInLog(lines: readonly LoggedLine[]): LoggedCause | undefined {
  const inOrder = lines.toSorted((a, b) => b.timestampMs - a.timestampMs);
  const [last] = inOrder;
  if (!last) return undefined;
  for (const { line } of inOrder) {
    const told = errorIn(readLogRecord(line) ?? {});
    if (told) return { ...told, lastMs: last.timestampMs };
  }
  return { lastMs: last.timestampMs };
}

function errorIn(fields: LogRecord): Omit<Failure, "traceId"> | undefined {
  const nested = [fields.fault, fields.error, fields.err, fields.record].find(isLogRecord) ?? {};
  // What nobody caught, Lambda's runtime logs as the message.
  const logged = readLoggedError(nested) ?? readLoggedError(fields.message);
  const error = text(fields.reason) ?? text(fields.errorType) ?? logged?.type ?? text(nested.name);
  if (error === undefined) return undefined;
  const message =
    logged?.message ?? text(fields.errorMessage) ?? pathsIn(fields) ?? text(fields.message);
  const traceId = text(fields.xray_trace_id);
  const requestId =
    text(fields.function_request_id) ?? text(fields.requestId) ?? text(nested.requestId);
  return {
    error,
    ...(message === undefined ? {} : { message }),
    ...(traceId === undefined ? {} : { traceId }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** Where a body is wrong, as a validating consumer logs it. */
function pathsIn({ paths }: LogRecord): string | undefined {
  return Array.isArray(paths) && paths.length > 0 ? `at ${paths.join(", ")}` : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
