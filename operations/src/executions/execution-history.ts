/** Why a task, a state or an execution failed. */
export type Failure = {
  /** The error's name, which retriers and catchers match. */
  readonly error: string;
  readonly message?: string;
  /** Stack frames of a function, innermost first. */
  readonly frames: readonly string[];
};

/** One call of a task state. */
export type Attempt = {
  /** What was called: a function's name, or the service and the operation. */
  readonly calls: string;
  readonly startedMs: number;
  /** When the call of a task that waits for a callback had returned, so that only the callback is outstanding. */
  readonly waitingSinceMs?: number;
  readonly endedMs?: number;
  readonly outcome: "running" | "waiting" | "succeeded" | "failed" | "timed-out";
  readonly failure?: Failure;
  readonly timeoutSeconds?: number;
  readonly heartbeatSeconds?: number;
  /** The time between this attempt's failure and the next attempt. */
  readonly retriedAfterMs?: number;
};

/** A state that the execution entered. */
export type Step = {
  readonly state: string;
  /** `Task`, `Pass`, `Choice`, `Wait`, `Parallel`, `Map`, `Succeed` or `Fail`. */
  readonly type: string;
  /** The number of Parallel and Map states around it. */
  readonly depth: number;
  readonly enteredMs: number;
  /** Absent: the execution is in this state, or ended in it. */
  readonly leftMs?: number;
  readonly attempts: readonly Attempt[];
  /** The state's own failure, such as an expression that cannot be evaluated. */
  readonly failure?: Failure;
  /** The state to which a catcher went with the state's failure. */
  readonly caughtBy?: string;
};

/** An execution of a state machine. Inputs and outputs are left out: they can contain task tokens. */
export type ExecutionHistory = {
  readonly arn: string;
  readonly name: string;
  /** `RUNNING`, `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED` or `PENDING_REDRIVE`. */
  readonly status: string;
  readonly startedMs: number;
  readonly endedMs?: number;
  /** When a person continued it after a failure. */
  readonly redrivenMs: readonly number[];
  readonly failure?: Failure;
  readonly steps: readonly Step[];
};
