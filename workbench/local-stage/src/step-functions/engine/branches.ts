import type { MachineState, MapState, ParallelState } from "../definition/machine.ts";
import { type EngineParts, stateOf } from "./engine-parts.ts";
import { enterState } from "./enter-state.ts";
import { type Fork, snapshotOf, type Thread } from "./execution.ts";
import type { Failure } from "./failure.ts";
import { failureDetails } from "./history.ts";

type ForkingState = ParallelState | MapState;

/** Whether a state has branches or iterations. */
export function isForking(state: MachineState): state is ForkingState {
  return state.type === "Parallel" || state.type === "Map";
}

/** Starts the branches or iterations of a state, as many as may run at once. */
export function startBranches(parts: EngineParts, thread: Thread, fork: Fork) {
  const { history, threads } = parts;
  const state = stateOf(thread) as ForkingState;
  history.follow(
    thread,
    `${state.type}StateStarted`,
    state.type === "Map" ? { mapStateStartedEventDetails: { length: fork.length } } : {},
  );
  if (fork.length === 0) return threads.move(thread, "completing", { result: [] });
  threads.move(thread, "joining", { fork });
  const { lastEventId } = thread.data;
  for (let n = 0; n < Math.min(fork.maxConcurrency, fork.length); n += 1) {
    startNext(parts, thread, lastEventId);
  }
}

/** Starts the branch or iteration that comes next. */
function startNext(parts: EngineParts, parent: Thread, previousEventId: number) {
  const { history, threads } = parts;
  const { execution, data } = parent;
  const state = stateOf(parent) as ForkingState;
  const fork = data.fork as Fork;
  const position = fork.started;
  threads.set(parent, { ...data, fork: { ...fork, started: position + 1 } });
  const isMap = state.type === "Map";
  const lastEventId = isMap
    ? history.add(execution, previousEventId, "MapIterationStarted", {
        mapIterationStartedEventDetails: { name: state.name, index: position },
      })
    : previousEventId;
  const input = isMap ? fork.inputs[position] : fork.inputs[0];
  const startAt = isMap ? state.startAt : (state.branches[position] as string);
  const child = threads.add(execution, parent, {
    parentId: parent.id,
    position,
    ...(isMap && { item: { Index: position, Value: fork.items ? fork.items[position] : input } }),
    state: startAt,
    phase: "entered",
    enteredAtMs: 0,
    enteredEventId: 0,
    lastEventId,
    input,
    variables: {},
    retries: [],
  });
  enterState(parts, child, startAt, input);
  parts.proceed(child);
}

/** Ends a branch after its last state: the execution ends, or its parent continues when all branches have ended. */
export function endBranch(parts: EngineParts, thread: Thread, output: unknown) {
  const { history, threads } = parts;
  const { parent, execution } = thread;
  const { lastEventId, position } = thread.data;
  if (!parent) {
    return parts.finish(execution, lastEventId, {
      status: "SUCCEEDED",
      output: JSON.stringify(output),
    });
  }
  threads.move(thread, "done", { result: output });
  const state = stateOf(parent);
  const joinedEventId =
    state.type === "Map"
      ? history.add(execution, lastEventId, "MapIterationSucceeded", {
          mapIterationSucceededEventDetails: { name: state.name, index: position },
        })
      : lastEventId;
  const { started, length } = parent.data.fork as Fork;
  if (started < length) return startNext(parts, parent, lastEventId);
  const children = [...parent.children];
  if (children.some(({ data }) => data.phase !== "done")) return;
  children.sort((a, b) => a.data.position - b.data.position);
  const result = children.map(({ data }) => data.result);
  for (const child of children) threads.remove(child);
  threads.set(parent, { ...parent.data, lastEventId: joinedEventId });
  threads.move(parent, "completing", { result });
  parts.proceed(parent);
}

/** Fails a branch whose failure was not caught: the other branches end, and its parent fails. */
export function failBranch(parts: EngineParts, thread: Thread, failure: Failure) {
  const { history, threads } = parts;
  const { parent, execution } = thread;
  const { lastEventId, position } = thread.data;
  if (!parent) return failExecution(parts, thread, failure);
  const state = stateOf(parent);
  if (state.type === "Map") {
    history.add(execution, lastEventId, "MapIterationFailed", {
      mapIterationFailedEventDetails: { name: state.name, index: position },
    });
  }
  const broken = { fork: parent.data.fork as Fork, branches: snapshotOf(parent).branches };
  endFailedThread(parts, thread);
  for (const child of [...parent.children]) abortThread(parts, child, lastEventId);
  threads.set(parent, { ...parent.data, lastEventId });
  threads.move(parent, "failing", { failure, broken });
  parts.proceed(parent);
}

/** Fails the whole execution because of a failure in one of its threads. */
export function failExecution(parts: EngineParts, thread: Thread, failure: Failure) {
  parts.finish(thread.execution, thread.data.lastEventId, {
    status: "FAILED",
    ...failureDetails(failure),
  });
}

/** Ends the thread of a failed branch. A Parallel or Map has an event for its failure; a Task or Wait is aborted. */
function endFailedThread(parts: EngineParts, thread: Thread) {
  const state = stateOf(thread);
  if (!isForking(state)) abortState(parts, thread, thread.data.lastEventId);
  parts.threads.remove(thread);
}

/**
 * Ends a thread and all inside of it because another branch failed: first its iteration, then its state, then the threads of
 * that state. All follow the event that made the branch fail.
 */
function abortThread(parts: EngineParts, thread: Thread, previousEventId: number) {
  const { history, threads } = parts;
  const { execution, parent, data } = thread;
  if (data.phase !== "done") {
    const state = parent && stateOf(parent);
    if (state?.type === "Map") {
      history.add(execution, previousEventId, "MapIterationAborted", {
        mapIterationAbortedEventDetails: { name: state.name, index: data.position },
      });
    }
    abortState(parts, thread, previousEventId);
  }
  for (const child of [...thread.children]) abortThread(parts, child, previousEventId);
  threads.remove(thread);
}

/** Records that a state did not end. Only these types have an event for it. */
function abortState({ history }: EngineParts, thread: Thread, previousEventId: number) {
  const { type } = stateOf(thread);
  if (!["Task", "Wait", "Parallel", "Map"].includes(type)) return;
  history.add(thread.execution, previousEventId, `${type}StateAborted`, {});
}
