import { elapsedText } from "./elapsed-text.ts";
import type { Attempt, Failure } from "./execution-history.ts";

/** Longer messages are cut: an error of another service may quote a whole page. */
const longestMessage = 300;

/** What happened to an attempt: `failed after 0.4 s: payment.unreachable: fetch failed; repeated 1.2 s later`. */
export function attemptText(attempt: Attempt, nowMs: number): string {
  const { outcome, startedMs, waitingSinceMs, endedMs = nowMs, failure, retriedAfterMs } = attempt;
  const elapsed = elapsedText(endedMs - startedMs);
  const waited =
    waitingSinceMs === undefined
      ? ""
      : `, ${elapsedText(endedMs - waitingSinceMs)} of them waiting for a callback`;
  const reason = failure === undefined ? "" : `: ${failureText(failure)}`;
  const repeated =
    retriedAfterMs === undefined ? "" : `; repeated ${elapsedText(retriedAfterMs)} later`;
  switch (outcome) {
    case "running":
      return `runs for ${elapsed}`;
    case "waiting":
      return `waits for a callback for ${elapsedText(nowMs - (waitingSinceMs ?? startedMs))}${limitText(attempt)}`;
    case "succeeded":
      return `succeeded after ${elapsed}${waited}`;
    case "failed":
      return `failed after ${elapsed}${waited}${reason}${repeated}`;
    case "timed-out":
      return `timed out after ${elapsed}${waited}${limitText(attempt)}${reason}${repeated}`;
  }
}

/** `payment.unreachable: fetch failed` */
export function failureText({ error, message }: Failure): string {
  if (message === undefined) return error;
  const line = message.replaceAll(/\s+/g, " ");
  return `${error}: ${line.length > longestMessage ? `${line.slice(0, longestMessage - 1)}…` : line}`;
}

/** Where a function threw, with a space before it: ` at charge (bundle.mjs:1:2)`. Empty for a failure without a stack. */
export function placeText({ frames: [first] }: Failure): string {
  return first === undefined ? "" : ` ${first}`;
}

function limitText({ timeoutSeconds, heartbeatSeconds }: Attempt): string {
  const limits = [
    ...(heartbeatSeconds === undefined
      ? []
      : [`heartbeat ${elapsedText(heartbeatSeconds * 1_000)}`]),
    ...(timeoutSeconds === undefined ? [] : [`timeout ${elapsedText(timeoutSeconds * 1_000)}`]),
  ];
  return limits.length === 0 ? "" : ` (${limits.join(", ")})`;
}
