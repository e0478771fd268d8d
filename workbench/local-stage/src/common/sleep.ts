import type { Clock } from "./clock.ts";

export type Sleep = {
  /** Ends with the first of: `dueAtMs` (stage time), a call of what `subscribe` is given, the abort of `stopping`. */
  until(end: {
    readonly dueAtMs?: number;
    readonly subscribe?: (wake: () => void) => () => void;
  }): Promise<void>;
  /** False as soon as a sleep ends, before its caller continues. */
  isAsleep(): boolean;
};

export function createSleep(clock: Clock, stopping: AbortSignal): Sleep {
  let isAsleep = false;
  return {
    isAsleep: () => isAsleep,
    until: ({ dueAtMs, subscribe }) =>
      new Promise((resolve) => {
        let forgetTime = () => {};
        let unsubscribe = () => {};
        const wake = () => {
          forgetTime();
          unsubscribe();
          stopping.removeEventListener("abort", wake);
          isAsleep = false;
          resolve();
        };
        isAsleep = true;
        if (stopping.aborted) return wake();
        if (dueAtMs !== undefined) forgetTime = clock.at(dueAtMs, wake);
        if (subscribe !== undefined) unsubscribe = subscribe(wake);
        stopping.addEventListener("abort", wake);
      }),
  };
}
