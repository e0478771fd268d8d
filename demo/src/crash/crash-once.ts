import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { processesOf } from "@stagecraft/acceptance/processes/processes-of";
import { secondsText } from "@stagecraft/cli/seconds-text";
import { removeState } from "@stagecraft/local-stage/remove-state";
import {
  keepTemporaryDirectory,
  temporaryDirectory,
} from "@stagecraft/operations/local-system/temporary-directory";
import { interruptionProblems } from "./interruption-problems.ts";
import { type Phase, phaseOf } from "./phase-of.ts";
import { problemsOf } from "./problems-of.ts";
import { type OnceRun, runOnce } from "./run-once.ts";

/** Longer than any run that ends by itself. */
const maxRunMs = 10 * 60_000;

/** The result of one state folder: a run that was ended by a signal, and a second run to the end. */
export type Crash = {
  /** The phase in which the signal ended the run; absent when the run ended by itself, or got no signal. */
  readonly killedDuring?: Phase;
  /** From the signal to the end of the process. */
  readonly endedWithinMs?: number;
  /** Orders that were stored before the last run sent orders. */
  readonly recoveredOrders: number;
  /** Orders that are stored at the end. */
  readonly storedOrders: number;
  /** Of the last run. */
  readonly elapsedMs: number;
  /** One line each. */
  readonly problems: readonly string[];
  /** Output and state of the runs; removed when there are no problems. */
  readonly directory: string;
};

/** Runs with a new state folder, ends the run with a signal, and runs again on the same state to the end. */
export async function crashOnce(options: {
  readonly seed: number;
  /** Absent: only one run, without a signal. */
  readonly killAfterMs?: number;
  /** The signal (default: SIGKILL). */
  readonly end?: NodeJS.Signals;
  /** How many orders must be stored at the end. */
  readonly expectedOrders?: number;
  readonly startArgs: readonly string[];
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}): Promise<Crash> {
  const { seed, killAfterMs, end = "SIGKILL", startArgs, signal, say } = options;
  const directory = await temporaryDirectory("crash");
  const state = join(directory, "state");
  const args = ["--seed", String(seed), "--state", state, ...startArgs];
  let failed = false;
  try {
    let killed: OnceRun | undefined;
    let interruption: readonly string[] = [];
    if (killAfterMs !== undefined) {
      say(`seed ${seed}: first run, ${end} after ${secondsText(killAfterMs)}`);
      killed = await runOnce(args, { limitMs: killAfterMs, signal, end });
      await writeFile(join(directory, "killed.txt"), killed.output);
      const left = processesOf(directory);
      if (end !== "SIGKILL") interruption = interruptionProblems({ ...killed, left });
    }
    say(`seed ${seed}: run to the end`);
    const last = await runOnce(args, { limitMs: maxRunMs, signal });
    await writeFile(join(directory, "last.txt"), last.output);
    const storedOrders = figure(last.output, /^all stored data\n +orders +([\d,]+)/m);
    const { expectedOrders = storedOrders } = options;
    const problems = [
      ...interruption,
      ...problemsOf(
        { ...last, left: processesOf(directory) },
        { stored: storedOrders, expected: expectedOrders },
      ),
    ];
    failed = problems.length > 0;
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
    if (failed) {
      await keepTemporaryDirectory(directory);
    } else {
      await removeState(state);
      await rm(directory, { recursive: true, force: true });
    }
  }
}

/** Whether a signal ended the run before it ended by itself. */
function wasEnded({ exitCode }: OnceRun): boolean {
  return exitCode > 128;
}

function figure(output: string, pattern: RegExp): number {
  return Number(pattern.exec(output)?.[1]?.replaceAll(",", "") ?? Number.NaN);
}
