import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { processesOf } from "@stagecraft/acceptance/processes/processes-of";
import {
  keepTemporaryDirectory,
  temporaryDirectory,
} from "@stagecraft/acceptance/temporary-directory";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { interruptionProblems } from "./interruption-problems.ts";
import { type Phase, phaseOf } from "./phase-of.ts";
import { problemsOf } from "./problems-of.ts";
import { type OnceRun, runOnce } from "./run-once.ts";

/** Longer than any run that ends by itself. */
const patienceMs = 10 * 60_000;

/** What became of one state: its run was killed or interrupted in the middle, perhaps, and then run to the end. */
export type Crash = {
  /** What the ended run was at; none when it had ended by itself, or nothing was to be killed. */
  readonly killedDuring?: Phase;
  /** From the signal to the end of the process. */
  readonly endedWithinMs?: number;
  /** Orders that were stored when the last run came to send them. */
  readonly recoveredOrders: number;
  /** All that are stored at the end. */
  readonly storedOrders: number;
  /** Of the last run. */
  readonly elapsedMs: number;
  /** What is wrong, one line each. */
  readonly problems: readonly string[];
  /** What is wrong can be seen there; dropped when nothing is. */
  readonly directory: string;
};

/** Runs on a state of its own, where it is killed at that moment, and again on the same state to the end. */
export async function crashOnce(options: {
  readonly seed: number;
  /** Without it nothing is ended, and one run is all there is. */
  readonly killAfterMs?: number;
  /** What the run is ended with (default: SIGKILL). */
  readonly end?: NodeJS.Signals;
  /** That many orders must be stored at the end. */
  readonly expectedOrders?: number;
  readonly startArgs: readonly string[];
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}): Promise<Crash> {
  const { seed, killAfterMs, end = "SIGKILL", startArgs, signal, say } = options;
  const directory = await temporaryDirectory("crash");
  const state = join(directory, "state");
  const args = ["--seed", String(seed), "--state", state, ...startArgs];
  let keeps = false;
  try {
    let killed: OnceRun | undefined;
    let wrong: readonly string[] = [];
    if (killAfterMs !== undefined) {
      say(`seed ${seed}: a run that gets ${end} after ${(killAfterMs / 1000).toFixed(1)} s`);
      killed = await runOnce(args, { limitMs: killAfterMs, signal, end });
      await writeFile(join(directory, "killed.txt"), killed.output);
      const left = processesOf(directory);
      if (end !== "SIGKILL") wrong = interruptionProblems({ ...killed, left });
    }
    say(`seed ${seed}: a run to the end`);
    const last = await runOnce(args, { limitMs: patienceMs, signal });
    await writeFile(join(directory, "last.txt"), last.output);
    const storedOrders = figure(last.output, /^all stored data\n +orders +([\d,]+)/m);
    const { expectedOrders = storedOrders } = options;
    const problems = [
      ...wrong,
      ...problemsOf(
        { ...last, left: processesOf(directory) },
        { stored: storedOrders, expected: expectedOrders },
      ),
    ];
    keeps = problems.length > 0;
    return {
      ...(killed && wasEnded(killed) ? { killedDuring: phaseOf(killed.output) } : {}),
      ...(killed && killAfterMs !== undefined
        ? { endedWithinMs: Math.max(0, killed.elapsedMs - killAfterMs) }
        : {}),
      recoveredOrders: figure(last.output, /accepted before +([\d,]+)/),
      storedOrders,
      elapsedMs: last.elapsedMs,
      problems,
      directory,
    };
  } finally {
    if (keeps) {
      await keepTemporaryDirectory(directory);
    } else {
      await removeState(state);
      await rm(directory, { recursive: true, force: true });
    }
  }
}

/** By SIGKILL, or by an interruption that came before it had ended by itself. */
function wasEnded({ exitCode }: OnceRun): boolean {
  return exitCode > 128;
}

function figure(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1]?.replaceAll(",", "") ?? Number.NaN);
}
