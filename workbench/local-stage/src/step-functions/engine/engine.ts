import type { Clock } from "../../common/clock.ts";
import { beginExecution } from "./begin-execution.ts";
import type { EngineEvent } from "./engine-event.ts";
import type { EngineParts } from "./engine-parts.ts";
import { type Execution, type ExecutionSnapshot, isLive, type Thread } from "./execution.ts";
import type { Ending, ExecutionStore } from "./execution-store.ts";
import { finishExecution } from "./finish-execution.ts";
import { createHistory } from "./history.ts";
import { redriveThreads } from "./redrive-threads.ts";
import { createTaskAttempts } from "./task-attempts.ts";
import type { TaskCall } from "./task-calls.ts";
import { createThreadRegistry } from "./thread-registry.ts";
import { createThreadRunner } from "./thread-runner.ts";

export type EngineOptions = {
  readonly clock: Clock;
  readonly store: ExecutionStore;
  readonly seed: number;
  readonly call: TaskCall;
  throttles(machineArn: string): boolean;
  readonly report: (event: EngineEvent) => void;
};

export type Engine = ReturnType<typeof createEngine>;

/**
 * Runs executions, state by state. Each step changes threads and history synchronously, after everything it has to wait
 * for.
 */
export function createEngine(options: EngineOptions) {
  const { clock, store } = options;
  const executions = new Map<string, Execution>();
  /** `held` until functions and queues can be reached: changes are stored, and nothing is executed. */
  let phase: "held" | "running" | "stopped" = "held";
  const acts = () => phase === "running";

  const history = createHistory(store, clock);
  const threads = createThreadRegistry({ clock, store }, onDue);
  const parts: EngineParts = {
    ...options,
    history,
    threads,
    proceed: (thread) => runner.proceed(thread),
    finish,
  };
  const attempts = createTaskAttempts(parts, acts);
  const runner = createThreadRunner(parts, attempts, acts);

  function onDue(thread: Thread) {
    if (!acts() || !isLive(thread)) return;
    const { data } = thread;
    if (data.task) return attempts.timeOut(thread);
    threads.move(thread, data.phase === "sleeping" ? "completing" : "entered");
    runner.proceed(thread);
  }

  function finish(
    execution: Execution,
    previousEventId: number,
    ending: Omit<Ending, "stoppedAtMs">,
  ) {
    executions.delete(execution.arn);
    finishExecution(parts, execution, previousEventId, ending);
  }

  /** An execution's timeout counts from its start, and again from a redrive. */
  function limitTime(execution: Execution) {
    const { timeoutMs } = execution.revision.machine;
    if (timeoutMs === undefined) return;
    execution.cancelTimeout?.();
    const fromMs = execution.redriven?.lastAtMs ?? execution.startedAtMs;
    execution.cancelTimeout = clock.at(fromMs + timeoutMs, () => {
      if (!acts() || !executions.has(execution.arn)) return;
      finish(execution, 0, { status: "TIMED_OUT", error: "States.Timeout" });
      store.flush();
    });
  }

  return {
    /** Starts an execution that is in the store. */
    begin(execution: Execution) {
      executions.set(execution.arn, execution);
      limitTime(execution);
      beginExecution(parts, execution);
    },
    /** Continues an ended execution, which the store has set to running again. */
    redrive(execution: Execution, snapshot: ExecutionSnapshot) {
      executions.set(execution.arn, execution);
      limitTime(execution);
      redriveThreads(parts, execution, snapshot);
    },
    /** Adds the executions of an earlier stage, with their threads in the order of their ids. */
    restore(kept: readonly Execution[], rows: ReturnType<ExecutionStore["threads"]>) {
      const byId = new Map(kept.map((execution) => [execution.id, execution]));
      for (const execution of kept) executions.set(execution.arn, execution);
      const restored = new Map<number, Thread>();
      for (const { id, executionId, data } of rows) {
        const execution = byId.get(executionId);
        if (!execution) continue;
        const parent = data.parentId === null ? undefined : restored.get(data.parentId);
        restored.set(id, threads.add(execution, parent, data, id));
      }
    },
    /** Starts to execute, first what is stored. */
    start() {
      phase = "running";
      for (const execution of executions.values()) {
        limitTime(execution);
        for (const thread of execution.threads) {
          // Sets its timer again: a timer that fired while held had no effect.
          threads.set(thread, thread.data);
          if (thread.data.phase === "working") attempts.repeat(thread);
          else runner.proceed(thread);
        }
      }
    },
    running: (arn: string) => executions.get(arn),
    /** The thread that waits for a token; undefined when its task has ended. */
    waiting: threads.byToken,
    succeedTask: attempts.succeed,
    failTask: attempts.fail,
    heartbeat: attempts.heartbeat,
    abort(execution: Execution, failure: { readonly error?: string; readonly cause?: string }) {
      finish(execution, 0, { status: "ABORTED", ...failure });
    },
    idle: () => runner.idle() && attempts.idle(),
    /** Starts no more calls; resolves when running calls have ended and everything is written. */
    async stop() {
      phase = "stopped";
      for (const execution of executions.values()) {
        execution.cancelTimeout?.();
        for (const thread of execution.threads) thread.cancelTimer?.();
      }
      while (!attempts.idle() || !runner.idle()) {
        await attempts.settled();
        await runner.settled();
      }
      for (const execution of executions.values()) {
        for (const thread of execution.threads) thread.cancelTimer?.();
      }
      store.flush();
    },
  };
}
