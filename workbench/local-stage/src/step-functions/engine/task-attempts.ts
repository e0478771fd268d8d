import type { TaskState } from "../definition/machine.ts";
import { type EngineParts, stateOf } from "./engine-parts.ts";
import { isLive, type TaskAttempt, type Thread } from "./execution.ts";
import type { Failure } from "./failure.ts";
import { dataDetails, failureDetails } from "./history.ts";
import type { Step } from "./step.ts";

export type TaskAttempts = ReturnType<typeof createTaskAttempts>;

/** Runs the attempts of tasks. */
export function createTaskAttempts(parts: EngineParts, acts: () => boolean) {
  const { history, threads, store } = parts;
  const running = new Set<Promise<void>>();

  const names = (thread: Thread) => {
    const { resource } = stateOf(thread) as TaskState;
    return { resourceType: resource.service, resource: resource.name };
  };
  const holds = (thread: Thread, token: string) =>
    isLive(thread) && thread.data.task?.token === token;

  function begin(thread: Thread) {
    const run = perform(thread)
      .catch((error: unknown) =>
        parts.report({ kind: "broken", executionArn: thread.execution.arn, error }),
      )
      .finally(() => running.delete(run));
    running.add(run);
  }

  /** The attempt is stored before the call: after a crash the call is repeated as the same attempt. */
  async function perform(thread: Thread) {
    const { token, arguments: args } = thread.data.task as TaskAttempt;
    await store.flushed();
    if (!acts() || !holds(thread, token)) return;
    const { roleArn } = thread.execution.revision;
    const { resource } = stateOf(thread) as TaskState;
    const outcome = await parts.call(resource, args, { kind: "role", roleArn }, () =>
      holdTimeouts(thread),
    );
    if (!holds(thread, token)) return;
    if (outcome.kind === "failed") {
      // The end of the stage interrupts the call: the next stage repeats it.
      if (!acts()) return;
      if (outcome.denied !== undefined) {
        parts.report({
          kind: "task-denied",
          executionArn: thread.execution.arn,
          state: thread.data.state,
          roleArn,
          reason: outcome.denied,
        });
      }
      return fail(thread, outcome.failure);
    }
    if (!resource.waitForToken) return succeed(thread, outcome.result);
    const { task } = thread.data;
    history.follow(thread, "TaskSubmitted", {
      taskSubmittedEventDetails: {
        ...names(thread),
        ...dataDetails("output", JSON.stringify(outcome.result)),
      },
    });
    threads.move(thread, "submitted", task ? { task } : {});
    await store.flushed();
  }

  /** Removes the times of the attempt's timeouts. Returns the function that sets them, counted from then. */
  function holdTimeouts(thread: Thread) {
    const { token } = thread.data.task as TaskAttempt;
    const set = (change: (task: TaskAttempt) => TaskAttempt) => {
      if (!holds(thread, token)) return;
      threads.set(thread, { ...thread.data, task: change(thread.data.task as TaskAttempt) });
    };
    set(({ timeoutAtMs, heartbeatAtMs, ...task }) => task);
    return () => set(startTimeouts);
  }

  function startTimeouts(task: TaskAttempt): TaskAttempt {
    const nowMs = parts.clock.nowMs();
    return {
      ...task,
      ...(task.timeoutMs && { timeoutAtMs: nowMs + task.timeoutMs }),
      ...(task.heartbeatMs && { heartbeatAtMs: nowMs + task.heartbeatMs }),
    };
  }

  function succeed(thread: Thread, result: unknown) {
    history.follow(thread, "TaskSucceeded", {
      taskSucceededEventDetails: {
        ...names(thread),
        ...dataDetails("output", JSON.stringify(result)),
      },
    });
    threads.move(thread, "completing", { result });
    parts.proceed(thread);
  }

  function fail(thread: Thread, failure: Failure) {
    history.follow(thread, "TaskFailed", {
      taskFailedEventDetails: { ...names(thread), ...failureDetails(failure) },
    });
    threads.move(thread, "failing", { failure });
    parts.proceed(thread);
  }

  return {
    begin,
    succeed,
    fail,
    start(
      thread: Thread,
      { attempt, timeoutSeconds, heartbeatSeconds }: Extract<Step, { kind: "call" }>,
    ) {
      const [, , , region] = thread.execution.revision.machineArn.split(":");
      history.follow(thread, "TaskScheduled", {
        taskScheduledEventDetails: {
          ...names(thread),
          region,
          parameters: JSON.stringify(attempt.arguments),
          ...(timeoutSeconds !== undefined && { timeoutInSeconds: timeoutSeconds }),
          ...(heartbeatSeconds !== undefined && { heartbeatInSeconds: heartbeatSeconds }),
        },
      });
      history.follow(thread, "TaskStarted", { taskStartedEventDetails: names(thread) });
      threads.move(thread, "working", { task: attempt });
      begin(thread);
    },
    /** Repeats a call of an earlier stage that has no outcome; its timeout starts again. */
    repeat(thread: Thread) {
      const task = thread.data.task as TaskAttempt;
      threads.move(thread, "working", { task: startTimeouts(task) });
      begin(thread);
    },
    heartbeat(thread: Thread) {
      const task = thread.data.task as TaskAttempt;
      if (task.heartbeatMs === undefined) return;
      const heartbeatAtMs = parts.clock.nowMs() + task.heartbeatMs;
      threads.set(thread, { ...thread.data, task: { ...task, heartbeatAtMs } });
    },
    timeOut(thread: Thread) {
      const { timeoutAtMs = Number.POSITIVE_INFINITY } = thread.data.task as TaskAttempt;
      const heartbeat = timeoutAtMs > parts.clock.nowMs();
      history.follow(thread, "TaskTimedOut", {
        taskTimedOutEventDetails: { ...names(thread), error: "States.Timeout" },
      });
      const failure: Failure = { error: "States.Timeout", cause: "" };
      threads.move(thread, "failing", { failure: heartbeat ? { ...failure, heartbeat } : failure });
      parts.proceed(thread);
    },
    idle: () => running.size === 0,
    /** Resolves when all running calls have ended. */
    async settled() {
      await Promise.all(running);
    },
  };
}
