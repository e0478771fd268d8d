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
  const { errorType, errorMessage, trace } = answerOf(cause);
  const message = (errorMessage ?? cause)?.replace(serviceDetails, "");
  return {
    error: error ?? errorType ?? "unknown error",
    ...(message ? { message: withoutTokens(message) } : {}),
    frames: (trace ?? [])
      .filter((line) => ownFrame.test(line))
      .map((line) => withoutTokens(line.trim())),
  };
}

type FunctionError = {
  readonly errorType?: string;
  readonly errorMessage?: string;
  readonly trace?: readonly string[];
};

function answerOf(cause: string | undefined): FunctionError {
  try {
    const answer: unknown = JSON.parse(cause ?? "");
    if (typeof answer !== "object" || answer === null) return {};
    const { errorType, errorMessage, trace } = answer as { readonly [name: string]: unknown };
    return {
      ...(typeof errorType === "string" ? { errorType } : {}),
      ...(typeof errorMessage === "string" ? { errorMessage } : {}),
      ...(Array.isArray(trace) ? { trace: trace.map(String) } : {}),
    };
  } catch {
    return {};
  }
}
