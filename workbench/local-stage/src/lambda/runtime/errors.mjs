import { types } from "node:util";

/**
 * An error of the runtime itself, such as `Runtime.HandlerNotFound`.
 *
 * @param {string} type
 * @param {string} message
 * @param {unknown} [reason] kept on the error, so that the log shows it
 */
export function runtimeError(type, message, reason) {
  const error = new Error(message);
  Object.defineProperty(error, "name", { value: `Runtime.${type}` });
  Error.captureStackTrace(error, runtimeError);
  return reason === undefined ? error : Object.assign(error, { reason });
}

/** @param {unknown} value what was thrown, which need not be an error */
export function asError(value) {
  return value instanceof Error ? value : new Error(String(value));
}

/**
 * The error object that a caller of the function receives.
 *
 * @param {unknown} thrown
 */
export function errorPayload(thrown) {
  if (types.isNativeError(thrown)) {
    return {
      errorType: thrown.name,
      errorMessage: thrown.message,
      trace: String(thrown.stack ?? "").split("\n"),
    };
  }
  return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
}

/**
 * An error as one log line, with its non-enumerable fields and all others.
 *
 * @param {Error} error
 */
export function errorLine(error) {
  try {
    return `\t${JSON.stringify(error, (_key, value) => (value instanceof Error ? visible(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(errorPayload(error))}`;
  }
}

/** @param {Error & { code?: unknown }} error */
function visible(error) {
  return {
    errorType: error.name,
    errorMessage: error.message,
    code: error.code,
    ...error,
    stack: error.stack?.split("\n"),
  };
}
