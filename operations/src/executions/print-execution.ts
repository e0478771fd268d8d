import { attemptText, failureText } from "./attempt-text.ts";
import { elapsedText } from "./elapsed-text.ts";
import type { Attempt, ExecutionHistory, Failure, Step } from "./execution-history.ts";

/** The innermost frames lead to the cause; the log has the whole stack. */
const shownFrames = 3;

/** A state that takes less does nothing but choose or assign. */
const instantMs = 100;

/** An execution in words: what it is, each state that it entered, and how it ended. */
export function printExecution(execution: ExecutionHistory, nowMs: number): string {
  const { name, arn, status, startedMs, endedMs, failure, redrivenMs, steps } = execution;
  const width = Math.max(0, ...steps.map(({ state, depth }) => state.length + 2 * depth));
  const entries = [
    ...steps.map((step) => ({
      atMs: step.enteredMs,
      text: stepText(step, { width, nowMs, status }),
    })),
    ...redrivenMs.map((atMs) => ({
      atMs,
      text: `  ${timeText(atMs)}  continued by a person (redrive)`,
    })),
  ].toSorted((one, other) => one.atMs - other.atMs);
  const ended =
    endedMs === undefined
      ? `running for ${elapsedText(nowMs - startedMs)}`
      : `${status} after ${elapsedText(endedMs - startedMs)}, ${elapsedText(nowMs - endedMs)} ago`;
  return [
    name,
    `  execution  ${arn}`,
    `  started    ${timeText(startedMs)}`,
    `  status     ${ended}`,
    ...(failure ? [`  error      ${failureText(failure)}`] : []),
    "",
    ...entries.map(({ text }) => text),
  ].join("\n");
}

type StepContext = { readonly width: number; readonly nowMs: number; readonly status: string };

function stepText(step: Step, { width, nowMs, status }: StepContext): string {
  const { state, type, depth, enteredMs, leftMs, attempts, failure, caughtBy } = step;
  const name = `${"  ".repeat(depth)}${state}`;
  const isOpen = leftMs === undefined && status === "RUNNING";
  const took =
    leftMs === undefined || leftMs - enteredMs < instantMs ? [] : [elapsedText(leftMs - enteredMs)];
  const waits = isOpen && type === "Wait" ? [`waits for ${elapsedText(nowMs - enteredMs)}`] : [];
  const head = `  ${timeText(enteredMs)}  ${name.padEnd(width)}  ${[type, ...took, ...waits].join(", ")}`;
  const below = [
    ...groupsOf(attempts).flatMap((group) => [
      groupText(group, nowMs),
      ...framesOf(group.attempts.at(-1)?.failure),
    ]),
    ...(isOpen && attempts.at(-1)?.failure ? ["waits for its next attempt"] : []),
    ...(failure ? [`failed: ${failureText(failure)}`] : []),
    ...(caughtBy === undefined ? [] : [`the failure was caught and leads to ${caughtBy}`]),
    ...(leftMs === undefined && !isOpen && depth === 0 && (failure || attempts.at(-1)?.failure)
      ? ["nothing catches the failure: the execution ends here"]
      : []),
  ];
  return [head, ...below.map((line) => `      ${line}`)].join("\n");
}

function framesOf(failure: Failure | undefined): readonly string[] {
  return (failure?.frames ?? []).slice(0, shownFrames).map((frame) => `    ${frame}`);
}

type Group = { readonly from: number; readonly attempts: readonly Attempt[] };

/** Attempts that failed one after another in the same way are one line. */
function groupsOf(attempts: readonly Attempt[]): readonly Group[] {
  const groups: { from: number; attempts: Attempt[] }[] = [];
  for (const [index, attempt] of attempts.entries()) {
    const group = groups.at(-1);
    const last = group?.attempts.at(-1);
    const isAlike =
      last?.failure &&
      attempt.failure &&
      last.outcome === attempt.outcome &&
      failureText(last.failure) === failureText(attempt.failure);
    if (group && isAlike) group.attempts.push(attempt);
    else groups.push({ from: index + 1, attempts: [attempt] });
  }
  return groups;
}

function groupText({ from, attempts }: Group, nowMs: number): string {
  const [first, last] = [attempts[0], attempts.at(-1)];
  if (!first || !last) return "";
  if (first === last) return `attempt ${from} of ${first.calls} ${attemptText(first, nowMs)}`;
  const failure = last.failure ? `: ${failureText(last.failure)}` : "";
  const elapsed = elapsedText((last.endedMs ?? nowMs) - first.startedMs);
  const verb = last.outcome === "timed-out" ? "timed out" : "failed";
  const repeated =
    last.retriedAfterMs === undefined ? "" : `; repeated ${elapsedText(last.retriedAfterMs)} later`;
  return `attempts ${from} to ${from + attempts.length - 1} of ${first.calls} ${verb} within ${elapsed}${failure}${repeated}`;
}

function timeText(ms: number): string {
  return new Date(ms).toISOString();
}
