import { randomNumber } from "../../common/random-number.ts";
import { retryDelayMs } from "../definition/retry-delay.ts";
import { failBranch, failExecution, isForking } from "./branches.ts";
import { type EngineParts, stateOf } from "./engine-parts.ts";
import { matchesError } from "./error-matching.ts";
import { isLive, type Thread } from "./execution.ts";
import { EvaluationError, type Failure, StateError } from "./failure.ts";
import { leaveState } from "./leave-state.ts";

/** Records that a state failed by itself; `recoverState` decides what follows. */
export function failState(parts: EngineParts, thread: Thread, error: unknown) {
  parts.threads.move(thread, "failing", { failure: recordFailure(parts, thread, error) });
}

/**
 * Retries a failed state, goes to the state of a catcher, or fails the branch. States.Runtime fails the execution at once,
 * wherever it happens.
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export async function recoverState(parts: EngineParts, thread: Thread): Promise<void> {
  const state = stateOf(thread);
  const failure = thread.data.failure as Failure;
  reportDefect(parts, thread, failure);
  if (failure.error === "States.Runtime") return failExecution(parts, thread, failure);
  if (retry(parts, thread, failure)) return;
  const announce = () => {
    if (isForking(state)) parts.history.follow(thread, `${state.type}StateFailed`);
  };
  const catcher = state.catchers.find(({ errorEquals }) => matchesError(errorEquals, failure));
  if (!catcher) {
    announce();
    return failBranch(parts, thread, failure);
  }
  const errorOutput = { Error: failure.error ?? null, Cause: failure.cause ?? null };
  try {
    await leaveState(parts, thread, catcher, {
      states: { errorOutput },
      output: errorOutput,
      announce,
    });
  } catch (error) {
    // A failure in a catcher is not caught again, to avoid an endless loop.
    if (!isLive(thread)) return;
    const worse = recordFailure(parts, thread, error);
    announce();
    failBranch(parts, thread, worse);
  }
}

/** Errors of Step Functions itself that a retry cannot fix. */
const defects = new Set([
  "States.DataLimitExceeded",
  "States.QueryEvaluationError",
  "States.Runtime",
]);

function reportDefect({ report }: EngineParts, { execution, data }: Thread, failure: Failure) {
  const { error = "", cause = "" } = failure;
  if (!defects.has(error)) return;
  report({ kind: "state-failed", executionArn: execution.arn, state: data.state, error, cause });
}

/** The first retrier that matches the error decides, also when it has no attempt left. */
function retry({ clock, threads, seed }: EngineParts, thread: Thread, failure: Failure): boolean {
  const { retriers } = stateOf(thread);
  const index = retriers.findIndex(({ errorEquals }) => matchesError(errorEquals, failure));
  const retrier = retriers[index];
  const { retries, enteredEventId, position, state } = thread.data;
  const used = retries[index] ?? 0;
  if (!retrier || used >= retrier.maxAttempts) return false;
  const name = `${thread.execution.name}|${state}|${position}|${enteredEventId}|${index}`;
  const untilMs = clock.nowMs() + retryDelayMs(retrier, used, randomNumber(seed, name, used));
  const counted = retriers.map((_, n) => (retries[n] ?? 0) + (n === index ? 1 : 0));
  threads.move(thread, "backing-off", { untilMs });
  threads.set(thread, { ...thread.data, retries: counted });
  return true;
}

function recordFailure(parts: EngineParts, thread: Thread, error: unknown): Failure {
  const { state, enteredEventId } = thread.data;
  if (!(error instanceof StateError)) {
    parts.report({ kind: "broken", executionArn: thread.execution.arn, error });
  }
  const name = error instanceof StateError ? error.error : "States.Runtime";
  const message = error instanceof Error ? error.message : String(error);
  if (name === "States.DataLimitExceeded") return { error: name, cause: message, terminal: true };
  const cause = `An error occurred while executing the state '${state}' (entered at the event id #${enteredEventId}). ${message}`;
  if (error instanceof EvaluationError) {
    const { location } = error;
    const details = { error: name, cause, state, ...(location !== undefined && { location }) };
    const lastEventId = parts.history.add(
      thread.execution,
      eventBeforeEvaluation(thread),
      "EvaluationFailed",
      { evaluationFailedEventDetails: details },
    );
    parts.threads.set(thread, { ...thread.data, lastEventId });
  }
  return { error: name, cause };
}

/** A failed evaluation follows what the entry of its state follows, unless there was an event since or the state is a Wait. */
function eventBeforeEvaluation(thread: Thread): number {
  const { enteredEventId, eventBeforeEntry, lastEventId } = thread.data;
  const begins = lastEventId === enteredEventId && stateOf(thread).type !== "Wait";
  return begins ? (eventBeforeEntry ?? lastEventId) : lastEventId;
}
