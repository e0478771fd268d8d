import { setTimeout as delay } from "node:timers/promises";
import { type ProgramEnd, runProgram } from "@stagecraft/acceptance/processes/run-program";

/** Output and exit code of a run. */
export type OnceRun = ProgramEnd & { readonly elapsedMs: number };

/**
 * Runs `npm start -- --once` in its own process, and sends it `end` (default: SIGKILL) after `limitMs`.
 * @throws the reason of `signal` when it is aborted, after the run was killed.
 */
export async function runOnce(
  args: readonly string[],
  options: {
    readonly limitMs: number;
    readonly signal: AbortSignal;
    readonly end?: NodeJS.Signals;
  },
): Promise<OnceRun> {
  const { limitMs, signal, end = "SIGKILL" } = options;
  signal.throwIfAborted();
  const startMs = performance.now();
  const run = runProgram(["operations/src/start/main.ts", "--once", "--port", "0", ...args]);
  const ended = new AbortController();
  const limit = AbortSignal.any([signal, ended.signal]);
  const killed = delay(limitMs, undefined, { signal: limit })
    .catch(() => {})
    .then(() => run.kill(signal.aborted ? "SIGKILL" : end));
  const { output, exitCode } = await run.ended;
  ended.abort();
  await killed;
  signal.throwIfAborted();
  return { output, exitCode, elapsedMs: performance.now() - startMs };
}
