import { setTimeout as delay } from "node:timers/promises";
import { runStart } from "../../testing/run-start.ts";

/** What a run printed and how it ended; no exit code when it was killed. */
export type OnceRun = {
  readonly output: string;
  readonly exitCode: number | null;
  readonly elapsedMs: number;
};

/**
 * Runs `npm start -- --once` in a process of its own, and kills that (SIGKILL) when it lasts longer than `limitMs`.
 * @throws AbortError when the signal is aborted, after killing it.
 */
export async function runOnce(
  args: readonly string[],
  { limitMs, signal }: { readonly limitMs: number; readonly signal: AbortSignal },
): Promise<OnceRun> {
  signal.throwIfAborted();
  const startMs = performance.now();
  const run = runStart(["--once", "--port", "0", ...args]);
  const ended = new AbortController();
  const limit = AbortSignal.any([signal, ended.signal]);
  const killed = delay(limitMs, undefined, { signal: limit })
    .catch(() => {})
    .then(() => run.process.kill("SIGKILL"));
  const { output, exitCode } = await run.ended;
  ended.abort();
  await killed;
  signal.throwIfAborted();
  return { output, exitCode, elapsedMs: performance.now() - startMs };
}
