import type { Machine } from "../definition/machine.ts";
import type { Failure } from "./failure.ts";

export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED";

/** A definition as it stood when executions began with it, which they keep to their end. */
export type Revision = {
  readonly id: number;
  readonly machineArn: string;
  readonly machineName: string;
  readonly roleArn: string;
  readonly machine: Machine;
};

/** How often an execution was redriven, and when last. */
type Redriven = { readonly count: number; readonly lastAtMs: number };

/** A running execution. What has ended is in the store alone. */
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
 * Where a thread stands in its state. Each phase can be taken up again after a restart:
 * entered: nothing has happened yet. working: a task's call is under way. submitted: it waits for its token.
 * sleeping: a Wait. backing-off: before a retry. joining: branches run. completing and failing: there is an outcome
 * to act on. done: the branch has ended and waits for the others.
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
  /** By position. A branch of a Parallel takes the one input. */
  readonly inputs: readonly unknown[];
  /** What `$states.context.Map.Item.Value` gives; absent where the inputs are the items. */
  readonly items?: readonly unknown[];
  /** How many have been started. */
  readonly started: number;
};

/** Where a thread stood when its execution ended, with the branches inside of it: what a redrive goes on from. */
export type ExecutionSnapshot = {
  readonly data: ThreadData;
  readonly branches: readonly ExecutionSnapshot[];
};

/** What of a thread outlives the stage. */
export type ThreadData = {
  readonly parentId: number | null;
  /** Which branch or iteration of its parent it is. */
  readonly position: number;
  /** What the iteration of a Map is about. */
  readonly item?: { readonly Index: number; readonly Value: unknown };
  readonly state: string;
  readonly phase: Phase;
  readonly enteredAtMs: number;
  readonly enteredEventId: number;
  readonly lastEventId: number;
  readonly input: unknown;
  /** Those of its own scope. */
  readonly variables: { readonly [name: string]: unknown };
  /** How often each retrier of the state was used. */
  readonly retries: readonly number[];
  readonly untilMs?: number;
  readonly task?: TaskAttempt;
  readonly fork?: Fork;
  readonly result?: unknown;
  readonly failure?: Failure;
  /** How far the branches of a Parallel or Map had come when one of them failed it. */
  readonly broken?: { readonly fork: Fork; readonly branches: readonly ExecutionSnapshot[] };
};

/** One line of states: the execution itself, a branch of a Parallel or an iteration of a Map. */
export type Thread = {
  readonly id: number;
  readonly execution: Execution;
  readonly parent: Thread | undefined;
  readonly children: Set<Thread>;
  data: ThreadData;
  cancelTimer?: () => void;
};

/** Where a thread stands, and what is inside of it. */
export function snapshotOf(thread: Thread): ExecutionSnapshot {
  const { broken, ...data } = thread.data;
  if (broken) return { data: { ...data, fork: broken.fork }, branches: broken.branches };
  return { data, branches: [...thread.children].map(snapshotOf) };
}

/** False once the thread has ended or its execution has. */
export function isLive(thread: Thread): boolean {
  return thread.execution.threads.has(thread);
}

/** Its own variables and those of the scopes around it. */
export function visibleVariables(thread: Thread): { readonly [name: string]: unknown } {
  return thread.parent
    ? { ...visibleVariables(thread.parent), ...thread.data.variables }
    : thread.data.variables;
}
