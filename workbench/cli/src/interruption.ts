import { constants } from "node:os";
import { env } from "node:process";

/** Ctrl-C, `kill`, and a terminal that was closed. */
const endings = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** A terminal tells every process of the command, and npm passes it on to its script again: that is one Ctrl-C. */
const sameWithinMs = 500;

const lookEveryMs = 500;

/** A program was told to end before it came to its end. */
export class InterruptedError extends Error {
  readonly signalName: NodeJS.Signals;
  /** As a shell shows it: 130 after Ctrl-C. */
  readonly exitCode: number;

  constructor(signalName: NodeJS.Signals) {
    super(`interrupted by ${signalName}`);
    this.name = "InterruptedError";
    this.signalName = signalName;
    this.exitCode = 128 + constants.signals[signalName];
  }
}

/**
 * From now on what tells this process to end, or the end of the npm that started it, aborts the signal, with an `InterruptedError`, and does nothing else: the program
 * ends by itself when what it began has ended. `again` is for who cannot wait and says it twice.
 */
export function onInterruption(again?: (error: InterruptedError) => void): AbortSignal {
  const controller = new AbortController();
  let firstMs = 0;
  for (const name of endings) {
    process.on(name, () => {
      if (!controller.signal.aborted) {
        firstMs = performance.now();
        controller.abort(new InterruptedError(name));
      } else if (performance.now() - firstMs > sameWithinMs) {
        again?.(new InterruptedError(name));
      }
    });
  }
  onParentGone(() => controller.abort(new InterruptedError("SIGHUP")));
  return controller.signal;
}

/** npm that is killed with SIGKILL tells its script nothing: the script has another parent then. */
function onParentGone(gone: () => void) {
  // biome-ignore lint/style/noProcessEnv: only what npm started ends with it; a shell may go and leave its programs running
  if (!env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    gone();
  }, lookEveryMs);
  timer.unref();
}

/** What ended the program, if its signal was aborted by `onInterruption`. */
export function interruptionOf({ reason }: AbortSignal): InterruptedError | undefined {
  return reason instanceof InterruptedError ? reason : undefined;
}
