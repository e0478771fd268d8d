import type { LogLine } from "./log-line.ts";
import { isLogRecord, type LogRecord, readLogRecord } from "./log-record.ts";
import { type LoggedError, readLoggedError } from "./logged-error.ts";
import { errorsIn, printError, printHeld } from "./print-error.ts";
import { printFields, printValue } from "./print-fields.ts";

/** Fields that every line repeats, or that are printed at the beginning. */
const notShown = new Set(
  "level message msg timestamp service sampling_rate xray_trace_id cold_start function_arn function_memory_size function_name function_request_id".split(
    " ",
  ),
);

/** The fields of an error that is spread over the fields of a line. */
const errorFields = ["errorType", "errorMessage", "stackTrace"] as const;

/** Records that mark a beginning, or a successful end. */
const marks = new Set(["initStart", "start", "initRuntimeDone", "initReport", "runtimeDone"]);

/** Fields of the platform's records that are shown in another way, or are of no interest. */
const platformFields = "status errorType metrics requestId initializationType tracing spans".split(
  " ",
);

/**
 * A log line for a person: time, function and text, with an error's stack and causes on the lines below. Undefined for a
 * record that only marks the beginning or end of a successful invocation. Any line can be printed.
 */
export function printLogLine({ functionName, timestampMs, line }: LogLine): string | undefined {
  const text = printLogText(line, []);
  if (text === undefined) return undefined;
  return `${timeOf(timestampMs)} ${functionName.padEnd(20)} ${text}`;
}

/** The same without the function, for lines that are printed below its name, and without fields that the reader knows. */
export function printOwnLogLine(
  { timestampMs, line }: LogLine,
  known: readonly string[],
): string | undefined {
  const text = printLogText(line, known);
  return text === undefined ? undefined : `${timeOf(timestampMs)} ${text}`;
}

function printLogText(line: string, known: readonly string[]): string | undefined {
  const record = readLogRecord(line);
  return record ? printRecord(without(record, known)) : line;
}

function timeOf(timestampMs: number): string {
  const time = new Date(timestampMs);
  return Number.isNaN(time.getTime()) ? "--:--:--.---" : time.toISOString().slice(11, 23);
}

function printRecord(record: LogRecord): string | undefined {
  if (typeof record.type === "string" && record.type.startsWith("platform.")) {
    return printPlatform(record.type.slice("platform.".length), record.record);
  }
  if (record._aws) return `METRIC ${printFields(without(record, ["_aws", ...notShown]))}`;
  return printMessage(record);
}

function printPlatform(event: string, record: unknown): string | undefined {
  const fields = isLogRecord(record) ? record : {};
  const { status, errorType, metrics } = fields;
  const isWell = status === undefined || status === "success";
  if (isWell && marks.has(event)) return undefined;
  return [
    event.toUpperCase(),
    ...(isWell ? [] : [status, errorType].filter((part) => part !== undefined).map(printValue)),
    printFields(without(fields, platformFields)),
    isLogRecord(metrics) ? printFields(metrics) : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function printMessage(record: LogRecord): string {
  const { level = "INFO" } = record;
  const message = "message" in record ? record.message : record.msg;
  const thrown = readLoggedError(message);
  const spread = spreadError(record);
  const others = Object.entries(without(record, [...notShown, ...(spread ? errorFields : [])]));
  const held = others.flatMap(([name, value]) =>
    (errorsIn(value) ?? []).map((error) => ({ name, error })),
  );
  const first = thrown ?? spread ?? held[0]?.error;
  const printed = first && printError(first);
  const said = message === undefined || thrown ? "" : textOf(message);
  // A logger may repeat a whole error in its message.
  const isSaid = first !== undefined && repeatsError(said, first);
  const [head = "", ...more] = said === first?.message ? [""] : said.split("\n");
  const rest = thrown || spread ? held : held.slice(1);
  const plain = others.filter(([, value]) => errorsIn(value) === undefined);
  return [
    [
      printValue(level).padEnd(5),
      [head, printed && !isSaid ? printed.head : ""].filter(Boolean).join(": "),
      printFields(Object.fromEntries(plain)),
    ]
      .filter(Boolean)
      .join(" ")
      .trimEnd(),
    ...more,
    ...(printed && !isSaid ? printed.below : []),
    ...rest.flatMap(({ name, error }) => printHeld(name, error)),
  ].join("\n");
}

/** Lambda's runtime spreads the error of a line with several values over the line's fields. */
function spreadError(record: LogRecord): LoggedError | undefined {
  if (!errorFields.some((field) => field in record)) return undefined;
  return readLoggedError(Object.fromEntries(errorFields.map((field) => [field, record[field]])));
}

function repeatsError(said: string, { type = "", message = "", stack }: LoggedError): boolean {
  if (stack.length === 0) return said.includes([type, message].filter(Boolean).join(": "));
  return [type, message, ...stack.map((line) => line.trim())].every((part) => said.includes(part));
}

/** A message keeps its line breaks. */
function textOf(message: unknown): string {
  return typeof message === "string" ? message : printValue(message);
}

function without(record: LogRecord, names: readonly string[]): LogRecord {
  const left = new Set(names);
  return Object.fromEntries(Object.entries(record).filter(([name]) => !left.has(name)));
}
