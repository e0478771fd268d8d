import { beginState } from "./begin-state.ts";
import { completeState } from "./complete-state.ts";
import type { EngineParts } from "./engine-parts.ts";
import { isLive, type Thread } from "./execution.ts";
import { maximumEvents } from "./history.ts";
import { recoverState } from "./recover-state.ts";
import type { TaskAttempts } from "./task-attempts.ts";

export type ThreadRunner = {
  /** Runs a thread until it has to wait. */
  proceed(thread: Thread): void;
  idle(): boolean;
  /** Resolves when no thread runs. */
  settled(): Promise<void>;
};

export function createThreadRunner(
  parts: EngineParts,
  attempts: TaskAttempts,
  acts: () => boolean,
): ThreadRunner {
  const rounds = new Set<Promise<void>>();

  async function advance(thread: Thread) {
    while (acts() && isLive(thread)) {
      if (thread.execution.lastEventId >= maximumEvents - 1) return failFull(thread);
      const { phase } = thread.data;
      if (phase === "entered") await beginState(parts, attempts, thread);
      else if (phase === "completing") await completeState(parts, thread);
      else if (phase === "failing") await recoverState(parts, thread);
      else break;
    }
    await parts.store.flushed();
  }

  function failFull(thread: Thread) {
    parts.finish(thread.execution, thread.data.lastEventId, {
      status: "FAILED",
      error: "States.Runtime",
      cause: `The execution reached the maximum number of history events (${maximumEvents}).`,
    });
  }

  return {
    proceed(thread) {
      const round = advance(thread)
        .catch((error: unknown) =>
          parts.report({ kind: "broken", executionArn: thread.execution.arn, error }),
        )
        .finally(() => rounds.delete(round));
      rounds.add(round);
    },
    idle: () => rounds.size === 0,
    async settled() {
      await Promise.all(rounds);
    },
  };
}
