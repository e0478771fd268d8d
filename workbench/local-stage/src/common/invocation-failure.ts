import type { InvocationOutcome } from "./invocation.ts";

/** Why an invocation failed; undefined when the function handled its event, or did not get it. */
export function failureOf(outcome: InvocationOutcome): string | undefined {
  if (outcome.kind !== "function-error") return undefined;
  return `${outcome.payload.errorType}: ${outcome.payload.errorMessage}`;
}

/** Whether the function got the event, so that its outcome says something about it. */
export function wasInvoked(
  outcome: InvocationOutcome,
): outcome is Extract<InvocationOutcome, { requestId: string }> {
  return outcome.kind === "success" || outcome.kind === "function-error";
}
