import type { Clock } from "../../common/clock.ts";
import type { Execution, Thread, ThreadData } from "./execution.ts";
import type { ExecutionStore } from "./execution-store.ts";

export type ThreadRegistry = ReturnType<typeof createThreadRegistry>;

type PhaseFields = "untilMs" | "task" | "fork" | "result" | "failure" | "broken";

/** The threads of running executions, with their timers and the tokens they wait for. `onDue` is called when a timer is due. */
export function createThreadRegistry(
  { clock, store }: { readonly clock: Clock; readonly store: ExecutionStore },
  onDue: (thread: Thread) => void,
) {
  const byToken = new Map<string, Thread>();

  /** Sets the only timer of a thread: the end of its wait, or the earlier of its task's timeouts. */
  function arm(thread: Thread) {
    thread.cancelTimer?.();
    delete thread.cancelTimer;
    const { untilMs, task } = thread.data;
    const dueAtMs = Math.min(
      untilMs ?? Number.POSITIVE_INFINITY,
      task?.timeoutAtMs ?? Number.POSITIVE_INFINITY,
      task?.heartbeatAtMs ?? Number.POSITIVE_INFINITY,
    );
    if (dueAtMs < Number.POSITIVE_INFINITY) {
      thread.cancelTimer = clock.at(dueAtMs, () => onDue(thread));
    }
  }

  function set(thread: Thread, data: ThreadData) {
    const before = thread.data.task?.token;
    if (before !== undefined) byToken.delete(before);
    thread.data = data;
    if (data.task) byToken.set(data.task.token, thread);
    arm(thread);
    store.change(thread);
  }

  return {
    byToken: (token: string) => byToken.get(token),
    set,
    /** Moves a thread into another phase of its state, and removes the data of the last phase. */
    move(thread: Thread, phase: ThreadData["phase"], fields: Pick<ThreadData, PhaseFields> = {}) {
      const { untilMs, task, fork, result, failure, broken, ...lasting } = thread.data;
      set(thread, { ...lasting, phase, ...fields });
    },
    add(execution: Execution, parent: Thread | undefined, data: ThreadData, id?: number): Thread {
      const thread: Thread = {
        id: id ?? store.newThreadId(),
        execution,
        parent,
        children: new Set(),
        data,
      };
      execution.threads.add(thread);
      parent?.children.add(thread);
      set(thread, data);
      return thread;
    },
    remove(thread: Thread) {
      thread.cancelTimer?.();
      if (thread.data.task) byToken.delete(thread.data.task.token);
      thread.execution.threads.delete(thread);
      thread.parent?.children.delete(thread);
      store.remove(thread);
    },
  };
}
