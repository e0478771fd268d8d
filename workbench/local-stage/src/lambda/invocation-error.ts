import { quotas } from "@stagecraft/plan/quotas";
/** Lambda's error object, as the caller of a function receives it. */
export type InvocationError = {
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
};

/** How a process ended; one of the two is set. */
export type ProcessExit = { readonly code: number | null; readonly signal: string | null };

/** Bytes of an event. */
export const maximumRequestBytes = quotas.lambda.requestBytes.value;
/** Bytes of a response. */
export const maximumResponseBytes = quotas.lambda.responseBytes.value;

export function timeoutError(requestId: string, timeoutMs: number): InvocationError {
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
  };
}

export function exitError(requestId: string, exit: ProcessExit): InvocationError {
  return {
    errorType: "Runtime.ExitError",
    errorMessage: `RequestId: ${requestId} Error: ${exitReason(exit)}`,
  };
}

export function outOfMemoryError(requestId: string): InvocationError {
  return {
    errorType: "Runtime.OutOfMemory",
    errorMessage: `RequestId: ${requestId} Error: ${exitReason({ code: null, signal: "SIGKILL" })}`,
  };
}

export function responseTooLargeError(): InvocationError {
  return {
    errorType: "Function.ResponseSizeTooLarge",
    errorMessage: `Response payload size exceeded maximum allowed payload size (${maximumResponseBytes} bytes).`,
  };
}

const signalNames: { readonly [signal: string]: string } = {
  SIGKILL: "killed",
  SIGABRT: "aborted",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
};

function exitReason({ code, signal }: ProcessExit): string {
  if (signal !== null) {
    return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  }
  return code === 0
    ? "Runtime exited without providing a reason"
    : `Runtime exited with error: exit status ${code}`;
}
