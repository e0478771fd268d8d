import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { removePostgres } from "@stagecraft/local-stage/rds/postgres/postgres-location";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { evidenceVariable } from "@stagecraft/operations/local-system/record-evidence";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";

/** A temporary folder with this file is a stage's state. */
const stateFile = "state.sqlite";

/** How long Vitest may take to stop before it is killed. */
const stopTimeoutMs = 30_000;

/**
 * Runs all scenarios. Their stages record evidence in `evidence` and store their state in `states`. Returns Vitest's
 * exit code and prints progress to stderr.
 * @throws the signal's reason when it is aborted, after all started processes have ended.
 */
export async function runScenarios(
  root: string,
  { evidence, states }: { readonly evidence: string; readonly states: string },
  signal: AbortSignal,
): Promise<number | null> {
  signal.throwIfAborted();
  for (const folder of [evidence, states]) await mkdir(folder, { recursive: true });
  try {
    return await vitest(root, { evidence, states }, signal);
  } finally {
    await removeStates(states);
    signal.throwIfAborted();
  }
}

async function vitest(
  root: string,
  { evidence, states }: { readonly evidence: string; readonly states: string },
  signal: AbortSignal,
): Promise<number | null> {
  // In a separate process group, so that Ctrl-C in a terminal does not end Vitest and its workers at once.
  const child = fork(new URL("./scenarios.ts", import.meta.url), {
    cwd: root,
    detached: true,
    stdio: ["ignore", 2, 2, "ipc"],
    // biome-ignore lint/style/noProcessEnv: the scenarios need the whole environment
    env: { ...process.env, [evidenceVariable]: evidence, TMPDIR: states },
  });
  const { pid } = child;
  if (pid !== undefined) child.once("exit", endWithThisProcess(pid));
  let killing: NodeJS.Timeout | undefined;
  const stop = () => {
    if (child.connected) child.disconnect();
    // Its workers are in the same group, and the processes they started end with them.
    if (pid !== undefined) killing = setTimeout(() => process.kill(-pid, "SIGKILL"), stopTimeoutMs);
  };
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("exit", resolve);
    });
  } finally {
    signal.removeEventListener("abort", stop);
    clearTimeout(killing);
  }
}

/** Removes the states of killed workers, and the Postgres that Vitest started, whose data may be outside this folder. */
async function removeStates(states: string): Promise<void> {
  for (const name of await readdir(states)) {
    const directory = join(states, name);
    if (existsSync(join(directory, stateFile))) await removeState(directory);
    else removePostgres(directory);
  }
}
