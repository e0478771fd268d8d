import type { Clock } from "../clock.ts";
import { isForking, startBranches } from "./branches.ts";
import type { EngineEvent } from "./engine-event.ts";
import { type EngineParts, stateOf } from "./engine-parts.ts";
import { enterState } from "./enter-state.ts";
import { type Execution, isLive, type Thread } from "./execution.ts";
import type { Ending, ExecutionStore } from "./execution-store.ts";
import { createHistory, dataDetails, failureDetails, maximumEvents } from "./history.ts";
import { leaveState } from "./leave-state.ts";
import { failState, recoverState } from "./recover-state.ts";
import { viewState } from "./state-view.ts";
import { nextStep } from "./states/next-step.ts";
import { createTaskAttempts } from "./task-attempts.ts";
import type { TaskCall } from "./task-calls.ts";
import { createThreadTable } from "./thread-table.ts";

export type EngineOptions = {
  readonly clock: Clock;
  readonly store: ExecutionStore;
  readonly seed: number;
  readonly call: TaskCall;
  readonly report: (event: EngineEvent) => void;
};

export type Engine = ReturnType<typeof createEngine>;

const endEvents: { readonly [status in Ending["status"]]: string } = {
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  TIMED_OUT: "TimedOut",
  ABORTED: "Aborted",
};

/** Runs executions, state by state. Each step changes threads and history at one moment, after all it had to wait for. */
export function createEngine(options: EngineOptions) {
  const { clock, store, report } = options;
  const executions = new Map<string, Execution>();
  const rounds = new Set<Promise<void>>();
  /** Held until functions and queues can be reached: what happens meanwhile is noted, and nothing acts on it. */
  let phase: "held" | "running" | "stopped" = "held";
  const acts = () => phase === "running";

  const history = createHistory(store, clock);
  const threads = createThreadTable({ clock, store }, onDue);
  const parts: EngineParts = { ...options, history, threads, proceed, finish };
  const attempts = createTaskAttempts(parts, acts);

  function proceed(thread: Thread) {
    const round = advance(thread)
      .catch((error: unknown) =>
        report({ kind: "broken", executionArn: thread.execution.arn, error }),
      )
      .finally(() => rounds.delete(round));
    rounds.add(round);
  }

  async function advance(thread: Thread) {
    while (acts() && isLive(thread)) {
      if (thread.execution.lastEventId >= maximumEvents - 1) return failFull(thread);
      const { data } = thread;
      if (data.phase === "entered") await begin(thread);
      else if (data.phase === "completing") await complete(thread);
      else if (data.phase === "failing") await recoverState(parts, thread);
      else break;
    }
    await store.flushed();
  }

  async function begin(thread: Thread) {
    try {
      const step = await nextStep(stateOf(thread), viewState(thread, clock, options.seed));
      if (!isLive(thread)) return;
      switch (step.kind) {
        case "leave":
          return await leaveState(parts, thread, step.leaving, { output: thread.data.input });
        case "sleep":
          return threads.move(thread, "sleeping", { untilMs: step.untilMs });
        case "call":
          return attempts.start(thread, step);
        case "fork":
          return startBranches(parts, thread, step.fork);
        case "fail": {
          const { kind, ...failure } = step;
          return threads.move(thread, "failing", { failure });
        }
      }
    } catch (error) {
      if (isLive(thread)) failState(parts, thread, error);
    }
  }

  async function complete(thread: Thread) {
    const { data } = thread;
    const state = stateOf(thread);
    const hasResult = "result" in data;
    try {
      await leaveState(parts, thread, state.leaving, {
        ...(hasResult && { states: { result: data.result } }),
        output: hasResult ? data.result : data.input,
        announce() {
          if (!isForking(state)) return;
          history.add(thread.execution, thread.data.lastEventId, `${state.type}StateSucceeded`, {});
        },
      });
    } catch (error) {
      if (isLive(thread)) failState(parts, thread, error);
    }
  }

  function onDue(thread: Thread) {
    if (!acts() || !isLive(thread)) return;
    const { data } = thread;
    if (data.task) return attempts.timeOut(thread);
    threads.move(thread, data.phase === "sleeping" ? "completing" : "entered");
    proceed(thread);
  }

  function failFull(thread: Thread) {
    finish(thread.execution, thread.data.lastEventId, {
      status: "FAILED",
      error: "States.Runtime",
      cause: `The execution reached the maximum number of history events (${maximumEvents}).`,
    });
  }

  function finish(
    execution: Execution,
    previousEventId: number,
    ending: Omit<Ending, "stoppedAtMs">,
  ) {
    const { status, output } = ending;
    const name = endEvents[status];
    history.add(execution, previousEventId, `Execution${name}`, {
      [`execution${name}EventDetails`]:
        output === undefined ? failureDetails(ending) : dataDetails("output", output),
    });
    execution.cancelTimeout?.();
    for (const thread of execution.threads) threads.remove(thread);
    executions.delete(execution.arn);
    // AWS tells of a timed-out execution's error in the history alone.
    const { error, cause, ...rest } = ending;
    const told = status === "TIMED_OUT" ? {} : failureDetails(ending);
    store.end(execution, { ...rest, ...told, stoppedAtMs: clock.nowMs() });
    report({ kind: "execution-ended", executionArn: execution.arn, status, ...told });
  }

  /** An execution's own time limit counts from its start. */
  function limitTime(execution: Execution) {
    const { timeoutMs } = execution.revision.machine;
    if (timeoutMs === undefined) return;
    execution.cancelTimeout?.();
    execution.cancelTimeout = clock.at(execution.startedAtMs + timeoutMs, () => {
      if (!acts() || !executions.has(execution.arn)) return;
      finish(execution, 0, { status: "TIMED_OUT", error: "States.Timeout" });
      store.flush();
    });
  }

  return {
    /** Begins an execution that the store has. */
    begin(execution: Execution) {
      executions.set(execution.arn, execution);
      limitTime(execution);
      const { roleArn, machine } = execution.revision;
      history.add(execution, 0, "ExecutionStarted", {
        executionStartedEventDetails: { ...dataDetails("input", execution.inputText), roleArn },
      });
      const { input } = execution;
      const thread = threads.add(execution, undefined, {
        ...{ parentId: null, position: 0, state: machine.startAt, phase: "entered", input },
        ...{ enteredAtMs: 0, enteredEventId: 0, lastEventId: 0, variables: {}, retries: [] },
      });
      enterState(parts, thread, machine.startAt, input);
      proceed(thread);
    },
    /** Takes in what an earlier stage left, its threads in the order of their ids. */
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
    /** Acts from now on, first on all that was left and noted. */
    start() {
      phase = "running";
      for (const execution of executions.values()) {
        limitTime(execution);
        for (const thread of execution.threads) {
          // Sets its timer again: one that came due while held has done nothing.
          threads.set(thread, thread.data);
          if (thread.data.phase === "working") attempts.repeat(thread);
          else proceed(thread);
        }
      }
    },
    running: (arn: string) => executions.get(arn),
    /** The thread that waits for a token; nothing once its task has ended. */
    waiting: threads.byToken,
    succeedTask: attempts.succeed,
    failTask: attempts.fail,
    heartbeat: attempts.heartbeat,
    abort(execution: Execution, failure: { readonly error?: string; readonly cause?: string }) {
      finish(execution, 0, { status: "ABORTED", ...failure });
    },
    idle: () => rounds.size === 0 && attempts.idle(),
    /** Starts nothing more; resolves when the calls that run have ended and all is written. */
    async stop() {
      phase = "stopped";
      for (const execution of executions.values()) {
        execution.cancelTimeout?.();
        for (const thread of execution.threads) thread.cancelTimer?.();
      }
      while (!attempts.idle() || rounds.size > 0) {
        await attempts.settled();
        await Promise.all(rounds);
      }
      for (const execution of executions.values()) {
        for (const thread of execution.threads) thread.cancelTimer?.();
      }
      store.flush();
    },
  };
}
