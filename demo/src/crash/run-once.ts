import { setTimeout as delay } from "node:timers/promises";
import { type ProgramEnd, runProgram } from "@stagecraft/acceptance/processes/run-program";

/** What a run printed and how it ended; no exit code when it was killed. */
export type OnceRun = ProgramEnd & { readonly elapsedMs: number };

/**
 * Runs `npm start -- --once` in a process of its own, and sends it `end` (SIGKILL) when it lasts longer than `limitMs`.
 * @throws the signal's reason when it is aborted, after killing the run.
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
