import type { Clock } from "../clock.ts";

/** Sleeps until the first of: `dueAtMs` (stage time), a call of what `subscribe` is given, the abort of `stopping`. */
export type Sleep = (until: {
  readonly dueAtMs?: number;
  readonly subscribe?: (wake: () => void) => () => void;
}) => Promise<void>;

/** `onWake` is called at once when a sleep ends, before whoever slept goes on. */
export function createSleep(clock: Clock, stopping: AbortSignal, onWake: () => void): Sleep {
  return ({ dueAtMs, subscribe }) =>
    new Promise((resolve) => {
      let forgetTime = () => {};
      let unsubscribe = () => {};
      const wake = () => {
        forgetTime();
        unsubscribe();
        stopping.removeEventListener("abort", wake);
        onWake();
        resolve();
      };
      if (stopping.aborted) return wake();
      if (dueAtMs !== undefined) forgetTime = clock.at(dueAtMs, wake);
      if (subscribe !== undefined) unsubscribe = subscribe(wake);
      stopping.addEventListener("abort", wake);
    });
}
