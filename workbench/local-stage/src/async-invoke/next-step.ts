import type { EventInvokeConfigDefinition } from "@stagecraft/plan/resources/lambda/event-invoke-config-definition";
import type { AsyncEvent } from "./async-event.ts";
import type { Condition } from "./invocation-record.ts";

/** A failed attempt: the function ran and failed, or Lambda could not run it (429 or 5xx). */
export type FailedAttempt = "function-error" | "refused";

/** What Lambda does with an event after a failed attempt. */
export type NextStep =
  | { readonly kind: "retry"; readonly dueAtMs: number }
  | { readonly kind: "discard"; readonly condition: Exclude<Condition, "Success"> };

const retryDelaysMs = [60_000, 120_000] as const;
const firstBackoffMs = 1_000;
const longestBackoffMs = 300_000;

/**
 * The next step for an event whose counts include the failed attempt: a function error is retried after one and two
 * minutes while there are retries and time left; a refusal after 1 s, doubling up to 5 min, until the event is too old.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function nextStep(
  event: Pick<AsyncEvent, "enqueuedAtMs" | "failures" | "refusals">,
  failed: FailedAttempt,
  config: Pick<EventInvokeConfigDefinition, "maximumRetryAttempts" | "maximumEventAgeMs">,
  nowMs: number,
): NextStep {
  const expiresAtMs = event.enqueuedAtMs + config.maximumEventAgeMs;
  if (failed === "refused") {
    if (nowMs >= expiresAtMs) return { kind: "discard", condition: "EventAgeExceeded" };
    const backoffMs = Math.min(firstBackoffMs * 2 ** (event.refusals - 1), longestBackoffMs);
    return { kind: "retry", dueAtMs: Math.min(nowMs + backoffMs, expiresAtMs) };
  }
  if (event.failures > config.maximumRetryAttempts) {
    return { kind: "discard", condition: "RetriesExhausted" };
  }
  const dueAtMs = nowMs + (retryDelaysMs[event.failures - 1] ?? retryDelaysMs[1]);
  return dueAtMs >= expiresAtMs
    ? { kind: "discard", condition: "EventAgeExceeded" }
    : { kind: "retry", dueAtMs };
}
