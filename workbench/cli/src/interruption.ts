import { constants } from "node:os";
import { env } from "node:process";

/** Ctrl-C, `kill`, and a terminal that was closed. */
const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A terminal signals every process, and npm forwards the signal again: within this time it is the same Ctrl-C. */
const sameWithinMs = 500;

const pollMs = 500;

/** A program was interrupted before its end. */
export class InterruptedError extends Error {
  readonly signalName: NodeJS.Signals;
  /** As in a shell: 130 after Ctrl-C. */
  readonly exitCode: number;

  constructor(signalName: NodeJS.Signals) {
    super(`interrupted by ${signalName}`);
    this.name = "InterruptedError";
    this.signalName = signalName;
    this.exitCode = 128 + constants.signals[signalName];
  }
}

/**
 * From now on an interruption of this process, or the end of the npm that started it, only aborts the signal with an `InterruptedError`:
 * the program has to end by itself. `again` is called at a second interruption.
 */
export function onInterruption(again?: (error: InterruptedError) => void): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  for (const name of signals) {
    process.on(name, () => {
      if (!controller.signal.aborted) {
        firstMs = performance.now();
        controller.abort(new InterruptedError(name));
      } else if (performance.now() - firstMs > sameWithinMs) {
        again?.(new InterruptedError(name));
      }
    });
  }
  onParentEnd(() => controller.abort(new InterruptedError("SIGHUP")));
  return controller.signal;
}

/** When npm is killed with SIGKILL, its script gets no signal, but another parent. */
function onParentEnd(onEnd: () => void) {
  // biome-ignore lint/style/noProcessEnv: only a program that npm started ends with its parent
  if (!env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    onEnd();
  }, pollMs);
  timer.unref();
}

/** The interruption, if `onInterruption` aborted the signal. */
export function interruptionOf({ reason }: AbortSignal): InterruptedError | undefined {
  return reason instanceof InterruptedError ? reason : undefined;
}
