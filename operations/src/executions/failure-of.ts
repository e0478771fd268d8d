import { readLogRecord } from "@stagecraft/local-stage/logs/log-record";
import { readLoggedError } from "@stagecraft/local-stage/logs/logged-error";
import type { Failure } from "./execution-history.ts";
import { withoutTokens } from "./without-tokens.ts";

/** What the AWS SDK for Java, which calls the service, adds to its message. The request's id makes equal failures look different. */
const serviceDetails = / \(Service: [^()]*; Status Code: [^()]*\)/;

/** Frames of Node itself say nothing about the program. */
const ownFrame = /^\s*at (?!.*\bnode:)/;

/**
 * Reads the error and the cause of an event. For a function the cause is its answer in JSON:
 * https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export function failureOf({
  error,
  cause,
}: {
  error?: string | undefined;
  cause?: string | undefined;
}): Failure {
  const thrown = readLoggedError(readLogRecord(cause ?? ""));
  const message = (thrown?.message ?? cause)?.replace(serviceDetails, "");
  return {
    error: error ?? thrown?.type ?? "unknown error",
    ...(message ? { message: withoutTokens(message) } : {}),
    frames: (thrown?.stack ?? [])
      .filter((line) => ownFrame.test(line))
      .map((line) => withoutTokens(line.trim())),
  };
}
