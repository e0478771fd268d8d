import { fork } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { removePostgres } from "@stagecraft/local-stage/rds/postgres/postgres-location";
import { removeState } from "@stagecraft/local-stage/remove-state";
import { permissionsUsedVariable } from "@stagecraft/operations/local-system/record-permissions-used";
import { endWithThisProcess } from "@stagecraft/processes/end-with-this-process";

/** What tells a stage's state from other temporary folders. */
const stateFile = "state.sqlite";

/** How long Vitest may take to end when it is told to; then it is killed. */
const endingMs = 30_000;

/**
 * Runs every scenario, each of which leaves in `uses` what it saw used, and keeps its state in `states`. Gives the exit code;
 * progress is on stderr.
 * @throws the signal's reason when it is aborted, after everything that the scenarios had started has ended.
 */
export async function runScenarios(
  root: string,
  { permissionsUsed, states }: { readonly permissionsUsed: string; readonly states: string },
  signal: AbortSignal,
): Promise<number | null> {
  signal.throwIfAborted();
  for (const folder of [permissionsUsed, states]) await mkdir(folder, { recursive: true });
  try {
    return await vitest(root, { permissionsUsed, states }, signal);
  } finally {
    await endStages(states);
    signal.throwIfAborted();
  }
}

async function vitest(
  root: string,
  { permissionsUsed, states }: { readonly permissionsUsed: string; readonly states: string },
  signal: AbortSignal,
): Promise<number | null> {
  // In a process group of its own: Vitest and its workers would end at once with what a terminal tells everybody.
  const child = fork(new URL("./scenarios.ts", import.meta.url), {
    cwd: root,
    detached: true,
    stdio: ["ignore", 2, 2, "ipc"],
    // biome-ignore lint/style/noProcessEnv: what runs the scenarios needs all that this has
    env: { ...process.env, [permissionsUsedVariable]: permissionsUsed, TMPDIR: states },
  });
  const { pid } = child;
  if (pid !== undefined) child.once("exit", endWithThisProcess(pid));
  let killing: NodeJS.Timeout | undefined;
  const leave = () => {
    if (child.connected) child.disconnect();
    // Its workers are in its group, and what they started ends with them.
    if (pid !== undefined) killing = setTimeout(() => process.kill(-pid, "SIGKILL"), endingMs);
  };
  signal.addEventListener("abort", leave, { once: true });
  try {
    return await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject).once("exit", resolve);
    });
  } finally {
    signal.removeEventListener("abort", leave);
    clearTimeout(killing);
  }
}

/** A worker that was killed leaves its stage's state, and Vitest its own Postgres, whose data may be outside of the folder. */
async function endStages(states: string): Promise<void> {
  for (const name of await readdir(states)) {
    const directory = join(states, name);
    if (existsSync(join(directory, stateFile))) await removeState(directory);
    else removePostgres(directory);
  }
}
