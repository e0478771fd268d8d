import { format } from "node:util";
import { asError, errorLine } from "./errors.mjs";

const levels = ["TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL"];
/** @type {string | undefined} */
let requestId;

/** @param {string} id the invocation that the lines from now on belong to */
export function setRequestId(id) {
  requestId = id;
}

/**
 * Makes `console` write Lambda's log lines, in its text or JSON format and from its log level.
 *
 * @param {{ json: boolean, level: string | undefined }} options
 * @returns {(title: string, thrown: unknown) => void} logs an error that reached the runtime
 */
export function patchConsole({ json, level }) {
  const line = json ? jsonLine : textLine;
  const lowest = Math.max(0, levels.indexOf(level?.toUpperCase() ?? "TRACE"));
  /** @param {string} name */
  const logger = (name) =>
    levels.indexOf(name) < lowest
      ? () => {}
      : /** @param {unknown[]} values */ (...values) => {
          // One line is one entry; the stage turns the carriage returns back.
          process.stdout.write(`${line(name, values).replaceAll("\n", "\r")}\n`);
        };
  Object.assign(console, {
    trace: logger("TRACE"),
    debug: logger("DEBUG"),
    info: logger("INFO"),
    log: logger("INFO"),
    warn: logger("WARN"),
    error: logger("ERROR"),
    fatal: logger("FATAL"),
  });
  return (title, thrown) =>
    json ? console.error(asError(thrown)) : console.error(title, errorLine(asError(thrown)));
}

/**
 * @param {string} level
 * @param {unknown[]} values
 */
function textLine(level, values) {
  return `${new Date().toISOString()}\t${requestId}\t${level}\t${format(...values)}`;
}

/**
 * @param {string} level
 * @param {unknown[]} values
 */
function jsonLine(level, values) {
  const entry = { timestamp: new Date().toISOString(), level, requestId };
  if (values.length === 1) {
    try {
      return JSON.stringify({ ...entry, message: values[0] }, (_key, value) =>
        value instanceof Error ? { ...errorFields(value), ...value } : value,
      );
    } catch {
      return JSON.stringify({ ...entry, message: format(values[0]) });
    }
  }
  const error = values.find((value) => value instanceof Error);
  return JSON.stringify({
    ...entry,
    message: format(...values),
    ...(error instanceof Error ? errorFields(error) : {}),
  });
}

/** @param {Error} error */
function errorFields(error) {
  return {
    errorType: error.constructor?.name ?? "UnknownError",
    errorMessage: error.message,
    stackTrace: typeof error.stack === "string" ? error.stack.split("\n") : [],
  };
}
