import type { InvocationOutcome } from "./invocation.ts";

/** Why a function failed: the name and message of its error. */
export function failureOf({
  payload,
}: Extract<InvocationOutcome, { kind: "function-error" }>): string {
  return `${payload.errorType}: ${payload.errorMessage}`;
}
