import type { InvocationOutcome } from "../common/invocation.ts";
import {
  exitError,
  type InvocationError,
  maximumResponseBytes,
  outOfMemoryError,
  type ProcessExit,
  responseTooLargeError,
  timeoutError,
} from "./invocation-error.ts";
import type { InvocationStatus } from "./lambda-report.ts";

/** What a runtime returned for an event. */
export type Answer = { readonly kind: "response" | "error"; readonly body: Buffer };

/** The runtime's next step: it asked for an event, or it has ended. */
export type RuntimeStep =
  | { readonly kind: "ready" }
  | {
      readonly kind: "gone";
      readonly exit: ProcessExit;
      /** Why the stage killed it, if it did. */
      readonly killedFor?: "timeout" | "out-of-memory";
      /** What it reported of its init phase before it ended. */
      readonly initError?: InvocationError;
    };

export type InvocationResult = {
  readonly outcome: Extract<InvocationOutcome, { requestId: string }>;
  readonly status: InvocationStatus;
  /** The error in REPORT; the handler's own errors are not in it. */
  readonly errorType?: string;
  /** Set when the platform, and not the runtime, logs the error. */
  readonly fault?: InvocationError;
};

/** The error of a runtime that has ended. */
export function runtimeFailure(
  step: Extract<RuntimeStep, { kind: "gone" }>,
  requestId: string,
  timeoutMs: number,
): { status: InvocationStatus; error: InvocationError; errorType?: string } {
  if (step.killedFor === "timeout") {
    return { status: "timeout", error: timeoutError(requestId, timeoutMs) };
  }
  const error =
    step.killedFor === "out-of-memory"
      ? outOfMemoryError(requestId)
      : (step.initError ?? exitError(requestId, step.exit));
  return { status: "error", error, errorType: error.errorType };
}

/**
 * What the caller gets and what REPORT says. A handler that throws does not end its runtime, so REPORT counts it as a
 * success: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export function invocationResult(
  requestId: string,
  timeoutMs: number,
  answer: Answer | undefined,
  step: RuntimeStep,
): InvocationResult {
  const failed = (payload: InvocationError) =>
    ({ kind: "function-error", payload, requestId }) as const;

  if (answer === undefined) {
    const gone = step.kind === "gone" ? step : { kind: step.kind, exit: { code: 0, signal: null } };
    const { error, ...rest } = runtimeFailure({ ...gone, kind: "gone" }, requestId, timeoutMs);
    const own = rest.status === "timeout" || (step.kind === "gone" && step.initError !== undefined);
    return { outcome: failed(error), ...rest, ...(own ? {} : { fault: error }) };
  }
  if (answer.body.length > maximumResponseBytes) {
    const error = responseTooLargeError();
    return { outcome: failed(error), status: "error", errorType: error.errorType };
  }
  const payload = parsePayload(answer.body);
  if (answer.kind === "response") {
    return { outcome: { kind: "success", payload, requestId }, status: "success" };
  }
  const error = payload as InvocationError;
  return step.kind === "gone"
    ? { outcome: failed(error), status: "error", errorType: error.errorType }
    : { outcome: failed(error), status: "success" };
}

/** JSON of a runtime; anything else becomes an error object that says so. */
export function parsePayload(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch (error) {
    return { errorType: "Runtime.InvalidResponse", errorMessage: String(error) };
  }
}
