import type { Machine } from "../definition/machine.ts";
import type { Failure } from "./failure.ts";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** A version of a definition, which its executions keep to their end. */
export type Revision = {
  readonly id: number;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  readonly machine: Machine;
};

/** The redrive count of an execution, and the time of the last redrive. */
type Redriven = { readonly count: number; readonly lastAtMs: number };

/** A running execution. Ended ones are only in the store. */
export type Execution = {
  readonly id: number;
  readonly arn: string;
  readonly name: string;
  readonly revision: Revision;
  /** JSON text, as the caller gave it. */
  readonly inputText: string;
  readonly input: unknown;
  readonly startedAtMs: number;
  /** Absent for one that was never redriven. */
  readonly redriven?: Redriven;
  lastEventId: number;
  readonly threads: Set<Thread>;
  cancelTimeout?: () => void;
};

/**
 * The phase of a thread in its state. A restart can resume from each phase: entered: nothing has happened yet. working: a
 * task's call is under way. submitted: it waits for its token. sleeping: a Wait. backing-off: before a retry, or throttled. joining:
 * branches run. completing and failing: there is an outcome to act on. done: the branch has ended and waits for the others.
 */
type Phase =
  | "entered"
  | "working"
  | "submitted"
  | "sleeping"
  | "backing-off"
  | "joining"
  | "completing"
  | "failing"
  | "done";

/** One attempt of a task. */
export type TaskAttempt = {
  readonly token: string;
  readonly arguments: { readonly [name: string]: unknown };
  readonly timeoutMs?: number;
  readonly timeoutAtMs?: number;
  readonly heartbeatMs?: number;
  readonly heartbeatAtMs?: number;
};

/** The branches or iterations of a Parallel or Map. */
export type Fork = {
  readonly length: number;
  readonly maxConcurrency: number;
  /** By position. All branches of a Parallel have the same input. */
  readonly inputs: readonly unknown[];
  /** The value of `$states.context.Map.Item.Value`; absent where the inputs are the items. */
  readonly items?: readonly unknown[];
  /** How many have been started. */
  readonly started: number;
};

/** A thread and its branches when the execution ended, from which a redrive continues. */
export type ExecutionSnapshot = {
  readonly data: ThreadData;
  readonly branches: readonly ExecutionSnapshot[];
};

/** The persistent part of a thread. */
export type ThreadData = {
  readonly parentId: number | null;
  /** The index of the branch or iteration in its parent. */
  readonly position: number;
  /** The item of a Map's iteration. */
  readonly item?: { readonly Index: number; readonly Value: unknown };
  readonly state: string;
  readonly phase: Phase;
  readonly enteredAtMs: number;
  readonly enteredEventId: number;
  /** The event that the state's entry follows. Absent in what earlier versions have stored. */
  readonly eventBeforeEntry?: number;
  readonly lastEventId: number;
  readonly input: unknown;
  /** The variables of its own scope. */
  readonly variables: { readonly [name: string]: unknown };
  /** How often each retrier of the state has retried. */
  readonly retries: readonly number[];
  readonly untilMs?: number;
  readonly task?: TaskAttempt;
  readonly fork?: Fork;
  readonly result?: unknown;
  readonly failure?: Failure;
  /** The branches of a Parallel or Map when one of them failed. */
  readonly broken?: { readonly fork: Fork; readonly branches: readonly ExecutionSnapshot[] };
};

/** A sequence of states: the execution itself, a branch of a Parallel or an iteration of a Map. */
export type Thread = {
  readonly id: number;
  readonly execution: Execution;
  readonly parent: Thread | undefined;
  readonly children: Set<Thread>;
  data: ThreadData;
  cancelTimer?: () => void;
};

/** A snapshot of a thread and its branches. */
export function snapshotOf(thread: Thread): ExecutionSnapshot {
  const { broken, ...data } = thread.data;
  if (broken) return { data: { ...data, fork: broken.fork }, branches: broken.branches };
  return { data, branches: [...thread.children].map(snapshotOf) };
}

/** False once the thread has ended or its execution has. */
export function isLive(thread: Thread): boolean {
  return thread.execution.threads.has(thread);
}

/** Its own variables and those of its outer scopes. */
export function visibleVariables(thread: Thread): { readonly [name: string]: unknown } {
  return thread.parent
    ? { ...visibleVariables(thread.parent), ...thread.data.variables }
    : thread.data.variables;
}
