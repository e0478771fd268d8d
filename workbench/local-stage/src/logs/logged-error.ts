import { isLogRecord, type LogRecord } from "./log-record.ts";

/** An error in a log line, of any writer. */
export type LoggedError = {
  readonly type?: string;
  readonly message?: string;
  /** The lines of the stack below its first line. */
  readonly stack: readonly string[];
  readonly cause?: unknown;
  /** Other fields of the error, such as its code. */
  readonly fields: LogRecord;
};

const shown = new Set(
  "errorType errorMessage stackTrace name message stack trace location cause type".split(" "),
);

/**
 * Reads an error from a value of a log line: `errorType`, `errorMessage` and `stackTrace` of Lambda's runtime, `trace` of
 * its response, `name`, `message` and `stack` of loggers. Undefined for any other value.
 */
export function readLoggedError(value: unknown): LoggedError | undefined {
  if (!isLogRecord(value)) return undefined;
  const name = text(value.name) ?? text(value.type);
  const type = text(value.errorType) ?? name;
  const given = text(value.errorMessage) ?? text(value.message);
  const lines = linesOf(value.stackTrace ?? value.stack ?? value.trace);
  const isError =
    text(value.errorType) !== undefined ||
    lines.length > 0 ||
    (text(value.name) !== undefined && given !== undefined);
  if (!isError) return undefined;
  const { head, stack } = splitStack(lines);
  const isKnown = head === "" || (given !== undefined && head.endsWith(given)) || head === type;
  const message = given ?? (isKnown ? undefined : head);
  return {
    ...(type !== undefined && { type }),
    ...(message !== undefined && { message }),
    stack: isKnown || given === undefined ? stack : [...head.split("\n"), ...stack],
    ...(isPresent(value.cause) && { cause: value.cause }),
    fields: Object.fromEntries(Object.entries(value).filter(([field]) => !shown.has(field))),
  };
}

/** A stack begins with the error's name and message, which may have several lines. */
function splitStack(lines: readonly string[]) {
  const first = lines.findIndex((line) => /^\s*at /.test(line));
  const from = first < 0 ? lines.length : first;
  return { head: lines.slice(0, from).join("\n").trim(), stack: lines.slice(from) };
}

function linesOf(stack: unknown): readonly string[] {
  if (typeof stack === "string") return stack === "" ? [] : stack.split("\n");
  if (!Array.isArray(stack)) return [];
  return stack.flatMap((line) => (typeof line === "string" ? line.split("\n") : []));
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}
