import { describeError } from "./describe-error.ts";
import { xrayTraceId } from "./tracing/xray-trace-id.ts";

type FieldTypes = {
  readonly text: string;
  readonly number: number;
  readonly flag: boolean;
  readonly texts: readonly string[];
};

/** The fields that log lines may have beside their message, with their types. */
export type FieldDeclarations = { readonly [name: string]: keyof FieldTypes };

/** The fields of one log line. */
export type FieldsOf<Declared extends FieldDeclarations> = {
  -readonly [name in keyof Declared]?: FieldTypes[Declared[name]] | undefined;
};

/** Writes structured log lines, one for each unit of work. `debug` is for its beginning, and is usually switched off. */
export type Log<Fields> = {
  [level in "debug" | "info" | "warn" | "error"]: (
    message: string,
    fields: Fields,
    error?: unknown,
  ) => void;
};

/** How a log writes. */
export type LogSettings = {
  readonly service: string;
  /** The lowest level that is written, `INFO` by default. Lambda's own levels `TRACE` and `FATAL` are known as well. */
  readonly level?: string | undefined;
  /** The share of execution environments whose level is `DEBUG`, from 0 to 1. */
  readonly debugShare?: number;
  /** To standard output by default. */
  readonly write?: (line: string) => void;
};

/** https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html */
const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];

/** A log of JSON lines with the declared fields; any other field is dropped. */
export function createLog<const Declared extends FieldDeclarations>(
  declared: Declared,
  { service, level = "INFO", debugShare = 0, write = writeLine }: LogSettings,
): Log<FieldsOf<Declared>> {
  const names: (keyof Declared)[] = Object.keys(declared);
  const lowest = levels.indexOf(Math.random() < debugShare ? "DEBUG" : level.toUpperCase());
  const log = (own: string) => {
    if (levels.indexOf(own) < lowest) return () => {};
    return (message: string, fields: FieldsOf<Declared>, error?: unknown): void => {
      const present = names.filter((name) => fields[name] !== undefined);
      const line = {
        level: own,
        message,
        timestamp: new Date().toISOString(),
        service,
        xray_trace_id: xrayTraceId(),
        ...Object.fromEntries(present.map((name) => [name, fields[name]])),
        ...(error !== undefined && { fault: describeError(error) }),
      };
      write(JSON.stringify(line));
    };
  };
  return { debug: log("DEBUG"), info: log("INFO"), warn: log("WARN"), error: log("ERROR") };
}

function writeLine(line: string): void {
  // Lambda's console would wrap it.
  process.stdout.write(`${line}\n`);
}
