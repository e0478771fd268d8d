import {
  isLogRecord,
  type LogRecord,
  readLogRecord,
} from "@stagecraft/local-stage/logs/log-record";
import { readLoggedError } from "@stagecraft/local-stage/logs/logged-error";
import { printError } from "@stagecraft/local-stage/logs/print-error";
import type { Failure } from "../messages/dead-letter-message.ts";

/** A line of a function's log. */
export type LoggedLine = { readonly timestampMs: number; readonly line: string };

/** The reason that the triggers' adapters (packages/lambda) log of an error that no code threw on purpose. */
const unexpected = "internal";

/** What a log says about a failure. */
export type LoggedCause = Partial<Failure> & { readonly lastMs: number };

/**
 * Reads the cause of a failure from the log lines that name a message or an invocation: the last line with an error counts. Reads
 * the formats of Powertools' logger and of Lambda; of other lines it reads only the time.
 */
export function causeInLog(lines: readonly LoggedLine[]): LoggedCause | undefined {
  const inOrder = lines.toSorted((a, b) => b.timestampMs - a.timestampMs);
  const [last] = inOrder;
  if (!last) return undefined;
  for (const { line } of inOrder) {
    const failure = errorIn(readLogRecord(line) ?? {});
    if (failure) return { ...failure, lastMs: last.timestampMs };
  }
  return { lastMs: last.timestampMs };
}

function errorIn(fields: LogRecord): Omit<Failure, "traceId"> | undefined {
  const nested = [fields.fault, fields.error, fields.err, fields.record].find(isLogRecord) ?? {};
  // Lambda's runtime logs an uncaught error as the message.
  const logged = readLoggedError(nested) ?? readLoggedError(fields.message);
  const reason = text(fields.reason);
  const error =
    (reason === unexpected ? logged?.type : reason) ??
    reason ??
    text(fields.errorType) ??
    logged?.type ??
    text(nested.name);
  if (error === undefined) return undefined;
  const message =
    logged?.message ?? text(fields.errorMessage) ?? pathsIn(fields) ?? text(fields.message);
  // All lines of the message are in `message`.
  const stack = logged ? printError({ ...logged, message: "" }).below : [];
  const traceId = text(fields.xray_trace_id);
  const requestId =
    text(fields.function_request_id) ?? text(fields.requestId) ?? text(nested.requestId);
  return {
    error,
    ...(message === undefined ? {} : { message }),
    ...(stack.length > 0 ? { stack } : {}),
    ...(traceId === undefined ? {} : { traceId }),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

/** The invalid fields of a body, as a consumer that validates it logs them. */
function pathsIn({ paths }: LogRecord): string | undefined {
  return Array.isArray(paths) && paths.length > 0 ? `at ${paths.join(", ")}` : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
